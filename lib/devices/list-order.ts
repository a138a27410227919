import { z } from 'zod';

/** What the list of devices can be ordered by. */
export const listColumns = ['place', 'technology', 'status', 'confirmed', 'operator', 'source'] as const;
export type ListColumn = (typeof listColumns)[number];

/** In which order devices are listed, and which page of it. Pages count from 1. */
export type ListOrder = { column: ListColumn; descending: boolean; page: number };

export const firstOrder: ListOrder = { column: 'place', descending: false, page: 1 };

/** Far more than the largest list has; guards the arithmetic, not the reader. */
const lastPage = 1_000_000;

const columnSchema = z.enum(listColumns, { error: `must be one of ${listColumns.join(', ')}` });
const pageSchema = z.coerce
  .number({ error: 'must be a number' })
  .int({ error: 'must be a whole number' })
  .min(1, { error: 'must be at least 1' })
  .max(lastPage, { error: `must be at most ${lastPage}` });

/** Reads `sort=confirmed` or `sort=-confirmed` (descending) and `page=2`. What makes no sense is named; the rest still holds. */
export function readOrder(query: URLSearchParams): { order: ListOrder; problems: string[] } {
  const problems: string[] = [];
  const read = <T>(name: string, text: string | null, schema: z.ZodType<T>): T | null => {
    if (text === null || text === '') return null;
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    problems.push(`${name}: ${parsed.error.issues[0]?.message ?? ''}`);
    return null;
  };
  const sort = query.get('sort');
  const descending = sort?.startsWith('-') ?? false;
  const column = read('sort', sort === null ? null : sort.replace(/^-/, ''), columnSchema);
  return {
    order: {
      column: column ?? firstOrder.column,
      descending: column !== null && descending,
      page: read('page', query.get('page'), pageSchema) ?? 1,
    },
    problems,
  };
}

/** Writes the order into a query; the first order writes nothing, so that equal lists have equal addresses. */
export function writeOrder(query: URLSearchParams, { column, descending, page }: ListOrder): void {
  if (column !== firstOrder.column || descending) query.set('sort', `${descending ? '-' : ''}${column}`);
  if (page > 1) query.set('page', String(page));
}

/** The order after a click on a column's heading: that column, or the other way round; always from the first page. */
export function toggleOrder(held: ListOrder, column: ListColumn): ListOrder {
  return { column, descending: held.column === column && !held.descending, page: 1 };
}

const byPlace = ['country.label', 'region.label', 'town.label'];
const expressions: Record<ListColumn, readonly string[]> = {
  place: byPlace,
  technology: ['technology.label', ...byPlace],
  status: ['d.status', ...byPlace],
  confirmed: ['d.last_confirmed', ...byPlace],
  operator: ['operator.label', ...byPlace],
  source: ['d.dataset_id', ...byPlace],
};

/**
 * Joins and `order by` list for rows of table `device` (alias `d`). What a source does not say comes last either way;
 * the device's id decides between equals, so that pages neither repeat nor lose a row.
 */
export function orderToSql({ column, descending }: ListOrder): { joins: string; order: string } {
  const [first = 'd.id', ...rest] = expressions[column];
  const way = descending ? 'desc' : 'asc';
  const join = (alias: string, key: string) => `left join entity ${alias} on ${alias}.id = d.${key}`;
  return {
    joins: [
      join('country', 'country_id'),
      join('region', 'region_id'),
      join('town', 'town_id'),
      ...(column === 'technology' ? [join('technology', 'technology_id')] : []),
      ...(column === 'operator' ? [join('operator', 'operator_id')] : []),
    ].join(' '),
    order: [`${first} ${way} nulls last`, ...rest.map((name) => `${name} asc nulls last`), 'd.id'].join(', '),
  };
}
