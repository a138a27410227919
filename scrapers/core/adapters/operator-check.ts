import { readRows } from '#lib/datasets/read-pack.ts';
import { DossierError } from '#lib/errors.ts';
import { agencyRowSchema } from '#lib/organizations/pack-rows.ts';

/** Packs whose bodies a city's mapping may name as operator. */
export const agencyPacks = ['eff-atlas-2020', 'private-eyes-2024', 'wikidata-agencies'] as const;

/**
 * @throws DossierError `invalid_input` for a body that no pack has: rows that name it could never be loaded
 */
export async function checkOperator(operator: string, dataset: string, packs: string): Promise<void> {
  for (const id of agencyPacks)
    for await (const { key } of readRows(id, 'agencies.jsonl.gz', agencyRowSchema, packs))
      if (key === operator) return;
  throw new DossierError('invalid_input', {
    what: `"${operator}" is no body of the packs ${agencyPacks.join(', ')}`,
    where: `scrapers/${dataset}/dataset.yaml`,
    mend: 'Look its key up in an agencies.jsonl.gz, or leave `operator` out.',
  });
}
