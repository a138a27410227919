import { z } from 'zod';
import { claimEntry, claimsFileShape, claimsFormat } from './file-schema.ts';

/** A claim as it may be written: what the file's “defaults” say can be left out. */
const writtenClaim = claimEntry.partial({ act: true, speaker: true, grade: true });

/**
 * JSON Schema (draft 2020-12) of a claims file as it is written, so keys with defaults are optional. References, hashes and
 * limits are beyond a schema; `npm run ingest` checks those.
 */
export function claimsFileJsonSchema(): string {
  const schema = z.toJSONSchema(claimsFileShape.extend({ claims: z.array(writtenClaim).default([]) }), {
    io: 'input',
    reused: 'ref',
  });
  return `${JSON.stringify({ title: `Claims file (${claimsFormat})`, ...schema }, null, 2)}\n`;
}
