import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { claimEntry, claimsFile } from '#lib/claims/file-schema.ts';
import { claimObject } from '#lib/claims/object-schema.ts';

it('the example in docs/claims-file.md has the form that it describes', () => {
  const example = /```yaml\n([\s\S]+?)```/.exec(readFileSync('docs/claims-file.md', 'utf8'))?.[1];
  expect(claimsFile.safeParse(parse(example ?? '')).error?.issues ?? []).toEqual([]);
});

it('docs/claims-file.md names every key of a claim and every type of object', () => {
  const text = readFileSync('docs/claims-file.md', 'utf8');
  const keys = Object.keys(claimEntry.shape);
  const types = claimObject.options.map((option) => option.shape.type.value);
  expect(types).toContain('power');
  for (const word of [...keys, ...types]) expect(text, word).toMatch(new RegExp(`\`${word}\`|${word}:`));
});
