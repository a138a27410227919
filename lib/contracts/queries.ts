import { z } from 'zod';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import { getPool } from '#lib/db.ts';
import { type DatasetMark, findDatasetMarks } from '#lib/holdings/queries.ts';
import { loadContext } from '#lib/records/context.ts';
import {
  type AwardRow,
  type AwardTotalRow,
  amountKinds,
  awardRowSchema,
  awardTotalRowSchema,
} from './pack-rows.ts';

export const awardsPerPage = 50;

export interface AwardFilter {
  /** Entity id of seller or buyer. */
  organization?: string | undefined;
  /** Entity id of a place; what lies inside counts. */
  place?: string | undefined;
  dataset?: string | undefined;
}

/** What a reader must be told of a record that its dataset no longer lists. */
interface Upstream {
  state: 'present' | 'missing' | 'gone_upstream' | 'out_of_scope' | 'withdrawn';
  missingSince: string | undefined;
}

export type AwardView = Upstream &
  Omit<AwardRow, 'vendor' | 'buyer' | 'region'> & {
    /** Record id: the award's key is that of the register, and two datasets may list one award. */
    recordId: string;
    supplier: EntityRef;
    buyer: EntityRef;
    place: EntityRef | undefined;
    dataset: DatasetMark;
    /** The same award in other datasets, with the sum that stands there. */
    also: { dataset: DatasetMark; amount: string; currency: string }[];
  };

export type AwardTotalView = Upstream &
  Omit<AwardTotalRow, 'vendor' | 'region'> & {
    recordId: string;
    supplier: EntityRef;
    place: EntityRef;
    dataset: DatasetMark;
  };

/** Sum of the awards of one dataset, one currency and one kind of sum; others are never added to it. */
export interface AwardSum {
  dataset: DatasetMark;
  amountKind: (typeof amountKinds)[number];
  currency: string;
  amount: string;
  awards: number;
}

const condition = (kind: 'award' | 'award_total') => `c.kind = '${kind}' and r.state <> 'withdrawn'
  and ($1::text is null or $1 in (c.buyer_id, c.supplier_id))
  and ($2::text is null or c.place_id = $2 or starts_with(c.place_id, $2 || '-'))
  and ($3::text is null or r.dataset_id = $3)`;

const toValues = ({ organization, place, dataset }: AwardFilter) => [
  organization ?? null,
  place ?? null,
  dataset ?? null,
];

const storedSchema = z.object({
  record: z.string(),
  dataset: z.string(),
  row: z.string(),
  buyer: z.string().nullable(),
  supplier: z.string(),
  place: z.string().nullable(),
  state: z.enum(['present', 'missing', 'gone_upstream', 'out_of_scope', 'withdrawn']),
  since: z.string().nullable(),
});

const columns = `c.id as record, r.dataset_id as dataset, r.row, c.buyer_id as buyer, c.supplier_id as supplier, c.place_id as place,
  r.state, r.missing_since as since`;

/** One page of single awards under a filter, the largest first, with the count and the sums under the same filter. */
export async function findAwards(
  filter: AwardFilter,
  page: number,
  perPage = awardsPerPage,
): Promise<{ rows: AwardView[]; total: number; sums: AwardSum[] }> {
  const values = toValues(filter);
  const pool = getPool();
  const [found, sums, marks] = await Promise.all([
    pool.query(
      `select ${columns} from contract c join dataset_record r on r.id = c.record_id where ${condition('award')}
        order by c.amount desc, c.id limit $4 offset $5`,
      [...values, perPage, (page - 1) * perPage],
    ),
    findSums(values),
    findDatasetMarks(),
  ]);
  const stored = found.rows.map((row) => {
    const { row: line, ...rest } = storedSchema.parse(row);
    return { ...rest, row: awardRowSchema.parse(JSON.parse(line)) };
  });
  const [context, others] = await Promise.all([
    loadContext(stored.flatMap(({ buyer, supplier, place }) => [buyer, supplier, place])),
    findElsewhere(stored.map(({ row }) => row.id)),
  ]);
  return {
    total: sums.reduce((count, sum) => count + sum.awards, 0),
    sums: sums.map(({ dataset, ...sum }) => ({ ...sum, dataset: toMark(marks, dataset) })),
    rows: stored.map(({ record, dataset, row, buyer, supplier, place, state, since }) => {
      const { vendor: _, region: __, ...shown } = row;
      return {
        ...shown,
        recordId: record,
        supplier: context.entity(supplier),
        buyer: context.entity(buyer ?? `org.${row.buyer}`),
        place: place === null ? undefined : context.entity(place),
        dataset: toMark(marks, dataset),
        also: others
          .filter((other) => other.row.id === row.id && other.dataset !== dataset)
          .map((other) => ({
            dataset: toMark(marks, other.dataset),
            amount: other.row.amount,
            currency: other.row.currency,
          })),
        state,
        missingSince: since ?? undefined,
      };
    }),
  };
}

const sumSchema = z.object({
  dataset: z.string(),
  amountKind: z.enum(amountKinds),
  currency: z.string(),
  amount: z.string(),
  awards: z.number(),
});

async function findSums(values: readonly (string | null)[]): Promise<z.infer<typeof sumSchema>[]> {
  const { rows } = await getPool().query(
    `select r.dataset_id as dataset, r.row::jsonb ->> 'amountKind' as "amountKind", c.currency, sum(c.amount)::text as amount, count(*)::int as awards
       from contract c join dataset_record r on r.id = c.record_id where ${condition('award')}
      group by 1, 2, 3 order by 1, 2, 3`,
    [...values],
  );
  return rows.map((row) => sumSchema.parse(row));
}

/** Rows of these awards in every dataset that lists them. */
async function findElsewhere(keys: readonly string[]): Promise<{ dataset: string; row: AwardRow }[]> {
  if (keys.length === 0) return [];
  const { rows } = await getPool().query<{ dataset: string; row: string }>(
    `select r.dataset_id as dataset, r.row from contract c join dataset_record r on r.id = c.record_id
      where c.kind = 'award' and r.state <> 'withdrawn' and r.external_id = any ($1) order by 1`,
    [keys],
  );
  return rows.map(({ dataset, row }) => ({ dataset, row: awardRowSchema.parse(JSON.parse(row)) }));
}

/** Sums by region and seller as a table's maker added them up, the largest first. They are never added to one another or to single awards. */
export async function findAwardTotals(filter: AwardFilter): Promise<AwardTotalView[]> {
  const [{ rows }, marks] = await Promise.all([
    getPool().query(
      `select ${columns} from contract c join dataset_record r on r.id = c.record_id where ${condition('award_total')}
        order by c.amount desc, c.id`,
      toValues(filter),
    ),
    findDatasetMarks(),
  ]);
  const stored = rows.map((row) => storedSchema.parse(row));
  const context = await loadContext(stored.flatMap(({ supplier, place }) => [supplier, place]));
  return stored.map(({ record, dataset, row: line, supplier, place, state, since }) => {
    const { vendor: _, region, ...shown } = awardTotalRowSchema.parse(JSON.parse(line));
    return {
      ...shown,
      recordId: record,
      supplier: context.entity(supplier),
      place: context.entity(place ?? `place.${region}`),
      dataset: toMark(marks, dataset),
      state,
      missingSince: since ?? undefined,
    };
  });
}

function toMark(marks: ReadonlyMap<string, DatasetMark>, id: string): DatasetMark {
  const mark = marks.get(id);
  if (mark === undefined) throw new Error(`dataset ${id} has records and no row of its own`);
  return mark;
}
