import { getMessages } from '#lib/messages/catalog.ts';
import { type SearchKind, toSearchQuery } from '#lib/search/schema.ts';
import styles from './search-results.module.css';

const lists: readonly { kind: Exclude<SearchKind, 'claim' | 'person'>; href: string }[] = [
  { kind: 'program', href: '/programs' },
  { kind: 'law', href: '/laws' },
  { kind: 'organization', href: '/organizations' },
  { kind: 'place', href: '/places' },
  { kind: 'technology', href: '/technologies' },
  { kind: 'work', href: '/sources' },
];

/** Before anything is typed, and where nothing was found: what one may type, and where one may look instead. */
export function SearchHints({ withExamples }: { withExamples: boolean }) {
  const { search } = getMessages().lists;
  return (
    <div className={styles.hints}>
      {withExamples && (
        <>
          <h2>{search.examples}</h2>
          <ul>
            {search.exampleQueries.map(({ text, lang }) => (
              <li key={text}>
                <a href={`/search?${toSearchQuery({ q: text })}`}>
                  <bdi lang={lang}>{text}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{search.browse}</h2>
      <ul>
        {lists.map(({ kind, href }) => (
          <li key={kind}>
            <a href={href}>{search.kinds[kind]}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Other spellings of a query that found little. */
export function Suggestions({ texts }: { texts: readonly string[] }) {
  const { search } = getMessages().lists;
  if (texts.length === 0) return null;
  return (
    <div className={styles.hints}>
      <h2>{search.suggestions}</h2>
      <ul>
        {texts.map((text) => (
          <li key={text}>
            <a href={`/search?${toSearchQuery({ q: text })}`}>
              <bdi>{text}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
