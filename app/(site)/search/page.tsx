import type { Metadata } from 'next';
import { SearchForm } from '#components/search/search-form.tsx';
import { SearchResults } from '#components/search/search-results.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import { findClaims } from '#lib/records/queries.ts';
import type { ClaimView } from '#lib/records/view.ts';
import { type SearchResult, searchEverything } from '#lib/search/queries.ts';
import { maxPage, pageSize, searchParams as searchSchema, toSearchQuery } from '#lib/search/schema.ts';
import { toMetadata } from '../page-metadata.ts';
import type { SearchState } from '../search-state.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().lists.search;
  // The query stays out of the title: titles end up in histories and on shared screens.
  return toMetadata({ title, description: deck, path: '/search', index: false });
}

export default async function SearchPage({ searchParams }: { searchParams: SearchState }) {
  const state = searchSchema.parse(await searchParams);
  const { lists } = getMessages();
  const words = lists.search;
  const answer =
    state.q === ''
      ? undefined
      : await searchEverything({
          q: state.q,
          kind: state.kind,
          limit: pageSize,
          offset: (state.page - 1) * pageSize,
        });
  const counts = answer === undefined ? [] : Object.values(answer.counts);
  const total =
    answer === undefined
      ? 0
      : state.kind === undefined
        ? counts.reduce((sum, n) => sum + n, 0)
        : answer.counts[state.kind];
  return (
    <>
      <PageHeader title={words.title} deck={words.deck}>
        <SearchForm state={state} counts={answer?.counts} />
      </PageHeader>
      {answer === undefined ? (
        <p>{words.empty}</p>
      ) : (
        <>
          <p role="status">
            {total === 0
              ? words.none.replace('{query}', answer.q)
              : formatCount(total, words.results, defaultLocale).replace('{query}', answer.q)}
          </p>
          {total === 0 && <p>{words.tip}</p>}
          <SearchResults results={answer.results} claims={await findHitClaims(answer.results)} />
          <Pager
            page={state.page}
            pages={Math.min(maxPage, Math.ceil(total / pageSize))}
            toHref={(page) => `/search?${toSearchQuery({ ...state, page })}`}
          />
        </>
      )}
    </>
  );
}

/** A claim is never listed without who says it and how. */
async function findHitClaims(results: readonly SearchResult[]): Promise<Map<string, ClaimView>> {
  const ids = results.flatMap((hit) => (hit.kind === 'claim' ? [hit.id] : []));
  if (ids.length === 0) return new Map();
  return new Map((await findClaims({ id: { in: ids } })).map((claim) => [claim.id, claim]));
}
