import { type RowKind, rowFiles } from '#lib/datasets/rows.ts';
import { DossierError } from '#lib/errors.ts';
import { type Batch, type HeldUnit, readBatch } from './batch.ts';
import type { PackContext, PackFile, PackResult } from './dataset.ts';
import { toFileSnapshot, toInputPath } from './file-snapshot.ts';
import { ParseProcess } from './parse-process.ts';
import { planFiles } from './plan-files.ts';
import type { OpenSource } from './source.ts';

/**
 * What a row source gives for its saved files, as a pack: the same `parse` and `normalize` as a run, without a database.
 *
 * @throws DossierError `forbidden` for a dataset that is held, `invalid_input` when one of its files cannot be trusted
 */
export async function packRows(open: OpenSource, context: PackContext): Promise<PackResult> {
  const { source, dataset, scrape } = open;
  if (scrape.hold !== undefined) {
    throw new DossierError('forbidden', {
      what: `${dataset.id} is held and never packed: ${scrape.hold}`,
      mend: 'Run it with `npm run scrape -- run`; its report counts what it holds.',
    });
  }
  const plan = planFiles(source, scrape);
  const units: HeldUnit[] = [];
  const inputs: string[] = [];
  for (const unit of plan.units) {
    if (!('file' in unit.from)) continue;
    const path = toInputPath(context.input, unit.from.file);
    inputs.push(path);
    units.push({ unit, snapshots: [await toFileSnapshot(path)] });
  }
  const parser = new ParseProcess([context.input]);
  try {
    const batch = await readBatch({
      source,
      dataset,
      scrape,
      packs: context.packs,
      units,
      parser,
      onProgress: ({ unit, records }) => context.onProgress(`${unit}: ${records} records`),
    });
    const [failed] = batch.failed;
    if (failed !== undefined)
      throw new DossierError('invalid_input', {
        what: failed.reason,
        where: failed.unit,
        mend: 'A pack is made of all its files or not at all.',
      });
    return toPack(batch, inputs);
  } finally {
    parser.close();
  }
}

/** Rows with a finding wait for a person: no pack holds them, and its report names them. */
function toPack(read: Batch, inputs: string[]): PackResult {
  const held = read.drafts.filter(({ findings }) => findings !== undefined && findings.length > 0);
  const batch = {
    ...read,
    drafts: read.drafts.filter(({ findings }) => findings === undefined || findings.length === 0),
  };
  const kinds = [...new Set(batch.drafts.map(({ kind }) => kind))];
  const files = kinds.map(
    (kind): PackFile => ({
      name: rowFiles[kind],
      kind: 'rows',
      rows: batch.drafts.flatMap((draft) => (draft.kind === kind ? [draft.row] : [])),
    }),
  );
  return {
    files,
    inputs,
    counts: countKinds(batch),
    report: {
      files: batch.counts,
      rows: countKinds(batch),
      counters: batch.counters,
      unmatched: batch.unmatched,
      ...(held.length > 0
        ? { held: Object.fromEntries(held.map(({ key, findings }) => [key, findings?.join('; ')])) }
        : {}),
      repairs: batch.drafts.reduce((sum, draft) => sum + (draft.repairs?.length ?? 0), 0),
    },
    ...(batch.holes ? { holes: batch.holes } : {}),
  };
}

const plural: Record<RowKind, string> = {
  device: 'devices',
  agency: 'agencies',
  deployment: 'deployments',
  sharing: 'sharing',
  award: 'awards',
  award_total: 'award_totals',
  measure: 'measures',
};

/** Rows by kind, under the names that `expect` in dataset.yaml uses. */
export function countKinds({ drafts }: Batch): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of drafts) counts[plural[kind]] = (counts[plural[kind]] ?? 0) + 1;
  return counts;
}
