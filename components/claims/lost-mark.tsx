import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatNumber } from '#lib/messages/format.ts';
import type { LostCount } from '#lib/records/lost-claims.ts';
import { hasLostPassages } from '#lib/records/lost-passages.ts';
import type { ClaimView } from '#lib/records/view.ts';
import styles from './lost-mark.module.css';

/** Says so where the copies no longer contain the words behind these statements; nothing where they do. */
export function LostMark({ claims }: { claims: readonly ClaimView[] }) {
  return <LostCountMark count={{ lost: claims.filter(hasLostPassages).length, all: claims.length }} />;
}

/** The same where the statements themselves are not at hand: in lists, and beside what is computed from them. */
export function LostCountMark({ count }: { count: LostCount | undefined }) {
  if (count === undefined || count.lost === 0) return null;
  const { checks } = getMessages();
  const text =
    count.lost === count.all
      ? checks.allLost
      : fill(checks.someLost, {
          lost: formatNumber(count.lost, defaultLocale),
          all: formatNumber(count.all, defaultLocale),
        });
  return <strong className={styles.lost}>{text}</strong>;
}
