import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseStrictly } from '#lib/claims/registry.ts';

/** Why a source card became no work. */
const reasons = [
  'mirror',
  'superseded',
  'not_surveillance',
  'thin',
  'unverifiable',
  'private_person',
  'duplicate',
] as const;

const leftOutFile = z.strictObject({
  left_out: z.array(
    z.strictObject({
      address: z.url(),
      reason: z.enum(reasons),
      /** One line in our own words: what is missing, or which work holds it. */
      note: z.string().min(8),
    }),
  ),
});

export type LeftOut = z.infer<typeof leftOutFile>['left_out'][number] & { path: string };

/** data/curation/<part>.yaml: source cards that were looked at and not used, by address. Their text stays outside the project. */
export function readLeftOut(dataFolder: string): LeftOut[] {
  const folder = join(dataFolder, 'curation');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  return files.sort().flatMap((name) => {
    const path = join(folder, name);
    return parseStrictly(path, leftOutFile).left_out.map((entry) => ({ ...entry, path }));
  });
}
