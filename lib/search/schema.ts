import { z } from 'zod';
import { stripInvisible } from './fold.ts';

/** What can be searched for; also the order in which results of equal score stand. */
export const searchKinds = [
  'program',
  'law',
  'organization',
  'person',
  'place',
  'technology',
  'work',
  'claim',
] as const;
export type SearchKind = (typeof searchKinds)[number];

/** Longer queries are cut: nobody types more, and the work for one request stays bounded. */
export const maxQueryLength = 200;
export const pageSize = 25;
/** On the first page without a kind: the best of all, then some of each kind. */
export const bestSize = 10;
export const groupSize = 5;
export const maxPage = 40;

/** Values may come twice (`?q=a&q=b`); the first counts. */
const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);

/**
 * State of the search page in its address: `?q=…&kind=place&page=2`. Never fails: what cannot be read counts as not
 * given, because a mistyped address should still show a search page.
 */
export const searchParams = z.object({
  q: z.preprocess(first, z.string().catch('')).transform(toQueryText),
  kind: z.preprocess(first, z.enum(searchKinds).optional().catch(undefined)),
  page: z.preprocess(first, z.coerce.number().int().min(1).max(maxPage).catch(1)),
});
export type SearchParams = z.infer<typeof searchParams>;

/** One line of at most `maxQueryLength` code points without invisible controls. */
export function toQueryText(raw: string): string {
  const line = stripInvisible(raw.slice(0, maxQueryLength * 8).toWellFormed())
    .replace(/\s+/g, ' ')
    .trim();
  return Array.from(line).slice(0, maxQueryLength).join('').trim();
}

/** The query string for a state, without defaults: equal states have equal addresses. */
export function toSearchQuery(state: Partial<SearchParams>): string {
  const query = new URLSearchParams();
  if (state.q !== undefined && state.q !== '') query.set('q', state.q);
  if (state.kind !== undefined) query.set('kind', state.kind);
  if (state.page !== undefined && state.page > 1) query.set('page', String(state.page));
  return query.toString();
}
