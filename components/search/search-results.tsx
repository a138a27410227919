import { LostMark } from '#components/claims/lost-mark.tsx';
import { RichText } from '#components/ui/rich-text.tsx';
import { toClaimPath, toEntityPath, toWorkPath } from '#lib/claims/entity-path.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import type { ClaimView } from '#lib/records/view.ts';
import type { SearchResult } from '#lib/search/queries.ts';
import styles from './search-results.module.css';

/** Results best first; a record that was found by another name says by which. */
export function SearchResults({
  results,
  claims,
}: {
  results: readonly SearchResult[];
  claims: ReadonlyMap<string, ClaimView>;
}) {
  const { evidence, lists, records } = getMessages();
  const words = lists.search;
  return (
    <ol className={styles.list}>
      {results.map((hit) => {
        if (hit.kind === 'claim' && 'says' in hit) {
          const claim = claims.get(hit.id);
          return (
            <li key={hit.id}>
              <a href={toClaimPath(hit.id)}>{hit.says}</a>
              <span className={styles.meta}>
                {words.claim}
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
            </li>
          );
        }
        if ('title' in hit) {
          return (
            <li key={hit.id}>
              <a href={toWorkPath(hit.slug)}>
                <bdi lang={hit.titleLang}>{hit.title}</bdi>
              </a>
              <span className={styles.meta}>{words.work}</span>
            </li>
          );
        }
        if (!('label' in hit) || hit.kind === 'work' || hit.kind === 'claim') return null;
        return (
          <li key={hit.id}>
            <a href={toEntityPath(hit.kind, hit.slug)}>
              <bdi lang={hit.labelLang} dir="auto">
                {hit.isWorkingTitle ? `[${hit.label}]` : hit.label}
              </bdi>
            </a>
            <span className={styles.meta}>
              {records.kind[hit.kind]}
              {hit.matched.text !== hit.label && (
                <>
                  {' · '}
                  <bdi lang={hit.matched.lang}>{fill(words.matched, { name: hit.matched.text })}</bdi>
                </>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
