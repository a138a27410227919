import type { Metadata } from 'next';
import { KindLinks } from '#components/search/kind-links.tsx';
import { ResultGroups } from '#components/search/result-groups.tsx';
import { ResultKeys } from '#components/search/result-keys.tsx';
import { SearchForm } from '#components/search/search-form.tsx';
import { SearchHints, Suggestions } from '#components/search/search-hints.tsx';
import { SearchResults } from '#components/search/search-results.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import { findClaims } from '#lib/records/queries.ts';
import type { ClaimView } from '#lib/records/view.ts';
import { type SearchAnswer, type SearchResult, searchEverything } from '#lib/search/queries.ts';
import {
  bestSize,
  groupSize,
  maxPage,
  pageSize,
  type SearchParams,
  searchParams as searchSchema,
  toSearchQuery,
} from '#lib/search/schema.ts';
import { toMetadata } from '../page-metadata.ts';
import type { SearchState } from '../search-state.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().lists.search;
  // The query stays out of the title: titles end up in histories and on shared screens.
  return toMetadata({ title, description: deck, path: '/search', index: false });
}

export default async function SearchPage({ searchParams }: { searchParams: SearchState }) {
  const state = searchSchema.parse(await searchParams);
  const words = getMessages().lists.search;
  const answer = state.q === '' ? undefined : await searchEverything(toInput(state));
  return (
    <>
      <PageHeader title={words.title} deck={words.deck}>
        <SearchForm state={state} />
      </PageHeader>
      {answer === undefined ? (
        <>
          <p>{words.empty}</p>
          <SearchHints withExamples />
        </>
      ) : (
        <>
          <Answer answer={answer} state={state} claims={await findHitClaims(answer)} />
          <ResultKeys />
        </>
      )}
    </>
  );
}

type AnswerProps = { answer: SearchAnswer; state: SearchParams; claims: Map<string, ClaimView> };

function Answer({ answer, state, claims }: AnswerProps) {
  const words = getMessages().lists.search;
  const everything = Object.values(answer.counts).reduce((sum, count) => sum + count, 0);
  const total = state.kind === undefined ? everything : answer.counts[state.kind];
  return (
    <>
      <p role="status">
        {total === 0
          ? words.none.replace('{query}', answer.q)
          : formatCount(total, words.results, defaultLocale).replace('{query}', answer.q)}
      </p>
      {total === 0 && <p>{words.tip}</p>}
      <Suggestions texts={answer.suggestions} />
      {everything > 0 && <KindLinks state={state} counts={answer.counts} />}
      {total === 0 && <SearchHints withExamples={false} />}
      {isGrouped(state) && total > 0 ? (
        <ResultGroups answer={answer} claims={claims} />
      ) : (
        <>
          <SearchResults results={answer.results} claims={claims} query={answer.q} />
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

/** The first page of a search for everything is grouped by kind; other pages are one list. */
function isGrouped({ kind, page }: SearchParams): boolean {
  return kind === undefined && page === 1;
}

function toInput(state: SearchParams): Parameters<typeof searchEverything>[0] {
  return isGrouped(state)
    ? { q: state.q, limit: bestSize, perKind: groupSize }
    : { q: state.q, kind: state.kind, limit: pageSize, offset: (state.page - 1) * pageSize };
}

/** A claim is never listed without who says it and how. */
async function findHitClaims(answer: SearchAnswer): Promise<Map<string, ClaimView>> {
  const hits: SearchResult[] = [...answer.results, ...answer.groups.flatMap((group) => group.hits)];
  const ids = hits.flatMap((hit) => (hit.kind === 'claim' ? [hit.id] : []));
  if (ids.length === 0) return new Map();
  return new Map((await findClaims({ id: { in: ids } })).map((claim) => [claim.id, claim]));
}
