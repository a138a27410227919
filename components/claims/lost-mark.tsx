import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatNumber } from '#lib/messages/format.ts';
import { hasLostPassages } from '#lib/records/lost-passages.ts';
import type { ClaimView } from '#lib/records/view.ts';
import styles from './lost-mark.module.css';

/** Says so where the copies no longer contain the words behind these statements; nothing where they do. */
export function LostMark({ claims }: { claims: readonly ClaimView[] }) {
  const lost = claims.filter(hasLostPassages).length;
  if (lost === 0) return null;
  const { checks } = getMessages();
  const text =
    lost === claims.length
      ? checks.allLost
      : fill(checks.someLost, {
          lost: formatNumber(lost, defaultLocale),
          all: formatNumber(claims.length, defaultLocale),
        });
  return <strong className={styles.lost}>{text}</strong>;
}
