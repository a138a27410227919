import type { LinkView } from '#lib/links/queries.ts';
import type { LinkCheck } from '#lib/links/schema.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatDay, toIsoDay } from '#lib/messages/format.ts';
import { LinkMark } from './link-mark.tsx';

/** The address of a source, its state, and the visits behind it. */
export function VisitList({ link, visits }: { link: LinkView; visits: readonly LinkCheck[] }) {
  const words = getMessages().checks.links;
  return (
    <>
      <p>
        {words.atSource}:{' '}
        <a href={link.url} rel="noreferrer">
          <bdi>{link.url}</bdi>
        </a>
        {'. '}
        <LinkMark link={link} />
      </p>
      {visits.length > 1 && (
        <details>
          <summary>{words.history}</summary>
          <ul>
            {visits.map((visit) => (
              <li key={visit.checkedAt.toISOString()}>
                {formatDay(toIsoDay(visit.checkedAt), defaultLocale)}: {words.findings[visit.finding]}
                {visit.reason !== null && ` (${visit.reason})`}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p>
        <a href="/about/links">{words.title}</a>
      </p>
    </>
  );
}
