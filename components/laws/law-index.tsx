import { EntityLink } from '#components/ui/rich-text.tsx';
import { Section } from '#components/ui/section.tsx';
import { labelText } from '#lib/claims/rich-text.ts';
import type { LawGroup } from '#lib/laws/by-jurisdiction.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import styles from './law-index.module.css';
import { LawList } from './law-list.tsx';

/** Laws under the place whose law they are, with a way to each place on top. */
export function LawIndex({ groups, day }: { groups: readonly LawGroup[]; day: string }) {
  const words = getMessages().lists.laws;
  const named = groups.map((group) => ({
    ...group,
    id: `of-${group.jurisdiction?.id.replace(/^place\./, '') ?? 'unions'}`,
    title:
      group.jurisdiction === undefined
        ? words.unions
        : [group.jurisdiction, ...(group.within === undefined ? [] : [group.within])]
            .map(labelText)
            .join(', '),
  }));
  return (
    <>
      {named.length > 1 && (
        <nav aria-label={words.index}>
          <ul className={styles.index}>
            {named.map(({ id, title, laws }) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a> <span className={styles.count}>{laws.length}</span>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {named.map(({ id, title, jurisdiction, within, laws }) => (
        <Section
          key={id}
          id={id}
          title={
            jurisdiction === undefined ? (
              title
            ) : (
              <>
                <EntityLink entity={jurisdiction} />
                {within !== undefined && `, ${labelText(within)}`}
              </>
            )
          }
        >
          <LawList laws={laws} day={day} />
        </Section>
      ))}
    </>
  );
}
