import { z } from 'zod';
import { claimsFile, claimsFormat } from './file-schema.ts';

/**
 * JSON Schema (draft 2020-12) of a claims file as it is written, so keys with defaults are optional. References, hashes and
 * limits are beyond a schema; `npm run ingest` checks those.
 */
export function claimsFileJsonSchema(): string {
  const schema = z.toJSONSchema(claimsFile, { io: 'input', reused: 'ref' });
  return `${JSON.stringify({ title: `Claims file (${claimsFormat})`, ...schema }, null, 2)}\n`;
}
