import { LostMark } from '#components/claims/lost-mark.tsx';
import { RichText } from '#components/ui/rich-text.tsx';
import { toClaimPath, toEntityPath, toWorkPath } from '#lib/claims/entity-path.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import type { ClaimView } from '#lib/records/view.ts';
import type { EntityHit } from '#lib/search/entity-search.ts';
import type { SearchResult } from '#lib/search/queries.ts';
import type { ClaimHit, WorkHit } from '#lib/search/text-search.ts';
import { Highlighted } from './highlighted.tsx';
import styles from './search-results.module.css';

type Props = { results: readonly SearchResult[]; claims: ReadonlyMap<string, ClaimView>; query: string };

/** Results best first; each says by what it was found, unless its heading shows that. */
export function SearchResults({ results, claims, query }: Props) {
  return (
    <ol className={styles.list} data-results>
      {results.map((hit) => (
        <li key={hit.id}>
          {'says' in hit ? (
            <ClaimResult hit={hit} claim={claims.get(hit.id)} query={query} />
          ) : 'title' in hit ? (
            <WorkResult hit={hit} query={query} />
          ) : (
            <EntityResult hit={hit} query={query} />
          )}
        </li>
      ))}
    </ol>
  );
}

/** A claim is never listed without who says it and how. */
function ClaimResult({ hit, claim, query }: { hit: ClaimHit; claim: ClaimView | undefined; query: string }) {
  const { evidence, lists } = getMessages();
  return (
    <>
      <a href={toClaimPath(hit.id)}>
        <Highlighted text={hit.says} query={query} />
      </a>
      <span className={styles.meta}>
        {lists.search.claim}
        {claim !== undefined && (
          <>
            {' · '}
            <RichText pieces={claim.speaker} /> {evidence.stance[claim.stance]}
            {evidence.modality[claim.modality] !== '' && ` (${evidence.modality[claim.modality]})`}{' '}
            <LostMark claims={[claim]} />
          </>
        )}
        {' · '}
        <bdi lang={hit.work.titleLang}>{hit.work.title}</bdi>
      </span>
    </>
  );
}

function WorkResult({ hit, query }: { hit: WorkHit; query: string }) {
  const { lists } = getMessages();
  return (
    <>
      <a href={toWorkPath(hit.slug)}>
        <bdi lang={hit.titleLang}>
          <Highlighted text={hit.title} query={query} />
        </bdi>
      </a>
      <span className={styles.meta}>{lists.search.work}</span>
    </>
  );
}

function EntityResult({ hit, query }: { hit: EntityHit; query: string }) {
  const { lists, records } = getMessages();
  if (hit.kind === 'work' || hit.kind === 'claim') return null;
  const reason = toReason(hit);
  return (
    <>
      <a href={toEntityPath(hit.kind, hit.slug)}>
        <bdi lang={hit.labelLang} dir="auto">
          {hit.isWorkingTitle && '['}
          <Highlighted text={hit.label} query={query} />
          {hit.isWorkingTitle && ']'}
        </bdi>
      </a>
      <span className={styles.meta}>
        {records.kind[hit.kind]}
        {hit.matched !== undefined && hit.matched.text !== hit.label && (
          <>
            {' · '}
            <bdi lang={hit.matched.lang}>{fill(lists.search.matched, { name: hit.matched.text })}</bdi>
          </>
        )}
        {reason !== undefined && ` · ${reason}`}
      </span>
    </>
  );
}

/** Matches of names that the page shows speak for themselves. */
function toReason({ why, matched }: EntityHit): string | undefined {
  const { search } = getMessages().lists;
  if (why === 'exact' || why === 'prefix' || why === 'words' || why === 'word_prefix')
    return matched === undefined ? search.why.ours : undefined;
  return search.why[why];
}
