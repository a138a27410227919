import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { claimsFileJsonSchema } from '#lib/claims/json-schema.ts';

it('the published JSON Schema of claims files is current (else: node scripts/json-schema.ts)', () => {
  expect(readFileSync('data/schemas/claims-file.schema.json', 'utf8')).toBe(claimsFileJsonSchema());
});
