import { LostCountMark } from '#components/claims/lost-mark.tsx';
import { EntityLink } from '#components/ui/rich-text.tsx';
import { decideLegalStatus } from '#lib/laws/legal-status.ts';
import { toLegalText } from '#lib/laws/legal-text.ts';
import type { LawRow } from '#lib/laws/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import styles from './law-status-list.module.css';

/** Laws with what is held of their force on a day; never a bare "in force". */
export function LawList({
  laws,
  day,
}: {
  laws: readonly LawRow[];
  /** ISO day that the answer is for. */
  day: string;
}) {
  const { lists } = getMessages();
  return (
    <ul className={styles.list}>
      {laws.map((law) => (
        <li key={law.ref.id}>
          <h3>
            <EntityLink entity={law.ref} />
          </h3>
          <p>
            {law.jurisdiction !== undefined && (
              <>
                <EntityLink entity={law.jurisdiction} />
                {' · '}
              </>
            )}
            {!law.isCase && (
              <>
                {law.stages.length === 0
                  ? lists.laws.noStage
                  : toLegalText(decideLegalStatus(law.stages, day), day)}
                {' · '}
                {formatCount(law.powers, lists.laws.powers, defaultLocale)}
              </>
            )}{' '}
            <LostCountMark count={law.lost} />
          </p>
        </li>
      ))}
    </ul>
  );
}
