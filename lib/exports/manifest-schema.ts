import { z } from 'zod';
import { sha256Hex } from '#lib/log/entry.ts';

export const exportFormat = 'public-dossier/export@2';

/** License of what the project's own editors wrote. */
export const curatedLicense = 'CC-BY-4.0';

const path = z.string().regex(/^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'a relative path inside the export');

export const exportManifest = z.strictObject({
  format: z.literal(exportFormat),
  /** Time of the newest change in it; null when the ledger is empty. Never the time of exporting: equal data, equal bytes. */
  asOf: z.iso.datetime({ precision: 3 }).nullable(),
  ledger: z.strictObject({
    size: z.int().min(0),
    root: sha256Hex,
    /** Name of the log in its checkpoints. */
    origin: z.string(),
    /** Verifier keys of those who signed log/checkpoint and this manifest. */
    keys: z.array(z.string()).min(1),
  }),
  /** Each folder stands under one license. */
  parts: z.array(
    z.strictObject({
      folder: path,
      title: z.string(),
      license: z.string(),
      licenseUrl: z.string().optional(),
      attribution: z.string(),
      /** Version of the dataset and when it was retrieved; absent for the project's own data. */
      version: z.string().optional(),
      retrievedOn: z.string().optional(),
    }),
  ),
  files: z.array(
    z.strictObject({
      path,
      license: z.string(),
      /** Lines of a JSON-lines file, data rows of a CSV file; absent for texts. */
      rows: z.int().min(0).optional(),
      bytes: z.int().min(0),
      sha256: sha256Hex,
    }),
  ),
  /** Rows that rest on datasets of different licenses at once and therefore fit no folder. */
  withheld: z.record(z.string(), z.int().min(1)),
});
export type ExportManifest = z.infer<typeof exportManifest>;

/** What manifest.note signs: the manifest's own hash, under a first line that no checkpoint has. */
export function toManifestStatement(manifestSha256: string): string {
  return `${exportFormat}\nmanifest.json\n${manifestSha256}\n`;
}
