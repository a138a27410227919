import type { DatasetDescription } from '#lib/datasets/dataset-schema.ts';
import { findPackIds } from '#lib/datasets/read-pack.ts';
import { DossierError } from '#lib/errors.ts';
import type { PackContext, PackResult } from '../dataset.ts';
import { writePack } from '../pack-writer.ts';

/** Something that a pack can be made of: a reference set, or a row source with its saved files. */
export interface Packable {
  id: string;
  needs: readonly string[];
  dataset: DatasetDescription;
  pack: (context: PackContext) => Promise<PackResult>;
}

/** Writes `data/packs/<id>/` for each, in the given order. Makes no network request. */
export async function writePacks(
  packables: readonly Packable[],
  context: Omit<PackContext, 'onProgress'>,
  print: (line: string) => void,
): Promise<void> {
  for (const [index, { id, needs, dataset, pack }] of packables.entries()) {
    const missing = needs.filter((need) => !findPackIds(context.packs).includes(need));
    if (missing.length > 0) {
      throw new DossierError('not_found', {
        what: `${id} looks things up in packs that are missing: ${missing.join(', ')}`,
        mend: `Make them first: npm run scrape -- pack ${missing.join(' ')} ${id}`,
      });
    }
    const started = performance.now();
    const say = (message: string) => print(`[${index + 1}/${packables.length}] ${id}: ${message}`);
    const result = await pack({ ...context, onProgress: say });
    const manifest = writePack(context.packs, dataset, result);
    const bytes = Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0);
    say(
      `${JSON.stringify(result.counts)} ${(bytes / 1e6).toFixed(2)} MB in ${((performance.now() - started) / 1000).toFixed(1)} s`,
    );
  }
}
