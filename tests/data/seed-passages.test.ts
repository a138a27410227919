import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { indexText } from '#lib/captures/indexed-text.ts';
import { verifyPassages } from '#lib/captures/verify.ts';
import { claimsFile, isAnchored } from '#lib/claims/file-schema.ts';
import { seedAbsence, seedText } from '../setup/seed-text.ts';

const file = claimsFile.parse(
  parse(readFileSync('data/works/bloomberg-2016-03-03-china-pre-crime.yaml', 'utf8')),
);

it.skipIf(seedText === undefined)(
  `whichever word of the first work changes, exactly the published passages over it are lost${seedText === undefined ? ` (${seedAbsence})` : ''}`,
  () => {
    const text = seedText ?? '';
    // The copy holds no character beyond the basic plane, so UTF-16 indexes are code points here.
    expect([...text]).toHaveLength(text.length);
    const passages = file.passages
      .filter(isAnchored)
      .map((passage) => ({ ...passage, textLength: text.length }));
    for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
      const [start, end] = [match.index, match.index + match[0].length];
      for (const word of [`${match[0]}xyz`, 'q']) {
        const changed = indexText(text.slice(0, start) + word + text.slice(end));
        const lost = verifyPassages(passages, changed).map((result) => result.state === 'lost');
        const over = passages.map((passage) => passage.start < end && passage.end > start);
        expect(lost, `“${match[0]}” at ${start} → “${word}”`).toEqual(over);
      }
    }
  },
  240_000,
);
