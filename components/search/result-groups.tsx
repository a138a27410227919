import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatNumber } from '#lib/messages/format.ts';
import type { ClaimView } from '#lib/records/view.ts';
import type { SearchAnswer } from '#lib/search/queries.ts';
import { toSearchQuery } from '#lib/search/schema.ts';
import styles from './search-results.module.css';
import { SearchResults } from './search-results.tsx';

/** The best of all kinds, then some more of each kind with the way to all of them. */
export function ResultGroups({
  answer,
  claims,
}: {
  answer: SearchAnswer;
  claims: ReadonlyMap<string, ClaimView>;
}) {
  const { search } = getMessages().lists;
  return (
    <>
      <section aria-labelledby="best" className={styles.group}>
        <h2 id="best">{search.best}</h2>
        <SearchResults results={answer.results} claims={claims} query={answer.q} />
      </section>
      {answer.groups.map(({ kind, hits }) => (
        <section key={kind} aria-labelledby={`more-${kind}`} className={styles.group}>
          <h2 id={`more-${kind}`}>{search.kinds[kind]}</h2>
          <SearchResults results={hits} claims={claims} query={answer.q} />
          <p>
            <a href={`/search?${toSearchQuery({ q: answer.q, kind })}`}>
              {fill(search.allOfKind, {
                count: formatNumber(answer.counts[kind], defaultLocale),
                kind: search.kinds[kind],
              })}
            </a>
          </p>
        </section>
      ))}
    </>
  );
}
