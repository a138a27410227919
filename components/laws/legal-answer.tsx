import { LostCountMark } from '#components/claims/lost-mark.tsx';
import type { LegalStatus } from '#lib/laws/legal-status.ts';
import { toLegalText } from '#lib/laws/legal-text.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatDay } from '#lib/messages/format.ts';
import type { LostCount } from '#lib/records/lost-claims.ts';
import styles from './legal-answer.module.css';

type Props = {
  status: LegalStatus;
  day: string /** The deciding start in words. */;
  start: string | undefined;
  /** Statements of its stage whose words no copy held here contains any more. */
  lost?: LostCount | undefined;
};

/** "In force on …?" with the reason; never a bare yes. */
export function LegalAnswer({ status, day, start, lost }: Props) {
  const { law } = getMessages().records;
  const known = status.knownOn === undefined ? '' : formatDay(status.knownOn, defaultLocale);
  return (
    <p className={styles.answer}>
      <strong className={styles[status.state]}>{toLegalText(status, day)}</strong>{' '}
      <span>{fill(law.reason[status.reason], { start: start ?? '', known })}</span>{' '}
      <LostCountMark count={lost} />
    </p>
  );
}
