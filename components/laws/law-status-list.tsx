import { EntityLink } from '#components/ui/rich-text.tsx';
import { formatEdtf } from '#lib/edtf.ts';
import { decideLegalStatus } from '#lib/laws/legal-status.ts';
import type { LawRow } from '#lib/laws/queries.ts';
import styles from './law-status-list.module.css';
import { LegalAnswer } from './legal-answer.tsx';

/** Laws with the answer for one day, and why. */
export function LawStatusList({ laws, day }: { laws: readonly LawRow[]; day: string }) {
  return (
    <ul className={styles.list}>
      {laws.map((law) => {
        const status = decideLegalStatus(law.stages, day);
        return (
          <li key={law.ref.id}>
            <h3>
              <EntityLink entity={law.ref} />
            </h3>
            <LegalAnswer
              status={status}
              day={day}
              start={status.start === undefined ? undefined : formatEdtf(status.start)}
              lost={law.lost}
            />
          </li>
        );
      })}
    </ul>
  );
}
