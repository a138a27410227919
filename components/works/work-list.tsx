import { LinkMark } from '#components/links/link-mark.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import type { WorkRow } from '#lib/works/queries.ts';
import styles from './work-list.module.css';

export function WorkList({ works }: { works: readonly WorkRow[] }) {
  const { lists, records } = getMessages();
  return (
    <ul className={styles.list}>
      {works.map((work) => (
        <li key={work.id}>
          <h3>
            <a href={work.href}>
              <bdi lang={work.titleLang} dir="auto">
                {work.title}
              </bdi>
            </a>
          </h3>
          <p className={styles.meta}>
            {work.publisher !== undefined && <bdi>{work.publisher}</bdi>}
            {work.publishedOn !== undefined && <span>{work.publishedOn}</span>}
            <span>{records.work.kind[work.kind]}</span>
            {work.claims > 0 && <span>{toSight(work)}</span>}
            {work.claims > 0 && <span>{formatCount(work.claims, lists.sources.claims, defaultLocale)}</span>}
            {work.link !== undefined && <LinkMark link={work.link} />}
            {!work.identified && <span>{records.work.unidentified}</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The best way in which a source was seen, in a few words; its page tells all. */
function toSight(work: WorkRow): string {
  const { sights } = getMessages().lists.sources;
  if (work.captured) return sights.captured;
  const media = new Set(work.seen.map((sight) => sight.medium));
  const best = (['stored_copy', 'shared_file', 'source_card'] as const).find((medium) => media.has(medium));
  return best === undefined ? '' : sights[best];
}
