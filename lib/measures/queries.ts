import { z } from 'zod';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import { getPool } from '#lib/db.ts';
import { type DatasetMark, findDatasetMarks } from '#lib/holdings/queries.ts';
import { loadContext } from '#lib/records/context.ts';
import { type MeasureRow, measureRowSchema } from './pack-row.ts';

export interface MeasureFilter {
  /** Entity ids of a place and of those that it takes over from, itself first: their acts, and acts inside of the first. */
  chain?: readonly string[];
  /** Entity id of our record of the very same act. */
  law?: string;
  dataset?: string;
}

export type MeasureView = Omit<MeasureRow, 'technology' | 'region' | 'town' | 'law'> & {
  recordId: string;
  place: EntityRef;
  technology: EntityRef;
  /** Our record of the very same act. */
  law: EntityRef | undefined;
  dataset: DatasetMark;
  state: 'present' | 'missing' | 'gone_upstream' | 'out_of_scope' | 'withdrawn';
  missingSince: string | undefined;
};

const storedSchema = z.object({
  record: z.string(),
  dataset: z.string(),
  row: z.string(),
  place: z.string(),
  technology: z.string(),
  law: z.string().nullable(),
  state: z.enum(['present', 'missing', 'gone_upstream', 'out_of_scope', 'withdrawn']),
  since: z.string().nullable(),
});

/** Acts that lists name, in the order of places and dates. Our own records of laws are another matter (lib/laws/queries.ts). */
export async function findMeasures(filter: MeasureFilter): Promise<MeasureView[]> {
  const [{ rows }, marks] = await Promise.all([
    getPool().query(
      `select m.id as record, r.dataset_id as dataset, r.row, m.place_id as place, m.technology_id as technology,
              case when exists (select 1 from entity e where e.id = m.law_id) then m.law_id end as law, r.state, r.missing_since as since
         from measure m join dataset_record r on r.id = m.record_id left join place p on p.entity_id = m.place_id
        where r.state <> 'withdrawn'
          and ($1::text[] is null or m.place_id = any ($1) or starts_with(m.place_id, $1[1] || '-')
               or p.parent_id = $1[1] or starts_with(p.parent_id, $1[1] || '-'))
          and ($2::text is null or m.law_id = $2)
          and ($3::text is null or r.dataset_id = $3)`,
      [filter.chain ?? null, filter.law ?? null, filter.dataset ?? null],
    ),
    findDatasetMarks(),
  ]);
  const stored = rows.map((row) => storedSchema.parse(row));
  const context = await loadContext(stored.flatMap(({ place, technology, law }) => [place, technology, law]));
  return stored
    .map(({ record, row, place, technology, law, dataset, state, since }): MeasureView => {
      const {
        technology: _,
        region: __,
        town: ___,
        law: ____,
        ...shown
      } = measureRowSchema.parse(JSON.parse(row));
      const mark = marks.get(dataset);
      if (mark === undefined) throw new Error(`dataset ${dataset} has records and no row of its own`);
      return {
        ...shown,
        recordId: record,
        place: context.entity(place),
        technology: context.entity(technology),
        law: law === null ? undefined : context.entity(law),
        dataset: mark,
        state,
        missingSince: since ?? undefined,
      };
    })
    .sort((a, b) => a.placeRaw.localeCompare(b.placeRaw, 'en') || a.on.localeCompare(b.on));
}
