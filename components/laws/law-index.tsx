import { labelText } from '#lib/claims/rich-text.ts';
import { type LawGroup, toGroupKey } from '#lib/laws/by-jurisdiction.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import styles from './law-index.module.css';

type Props = {
  groups: readonly LawGroup[];
  /** Lists beside those of places. */
  others: readonly { key: string; title: string; count: number }[];
};

/** A way to the laws of each place, with how many are held. */
export function LawIndex({ groups, others }: Props) {
  const words = getMessages().lists.laws;
  const entries = [
    ...groups.map((group) => ({
      key: toGroupKey(group),
      title: toGroupTitle(group, words.unions),
      count: group.laws.length,
    })),
    ...others,
  ];
  if (entries.length <= 1) return null;
  return (
    <nav aria-label={words.index}>
      <ul className={styles.index}>
        {entries.map(({ key, title, count }) => (
          <li key={key}>
            <a href={`/laws?of=${key}`}>{title}</a> <span className={styles.count}>{count}</span>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function toGroupTitle({ jurisdiction, within }: LawGroup, unions: string): string {
  if (jurisdiction === undefined) return unions;
  return [jurisdiction, ...(within === undefined ? [] : [within])].map(labelText).join(', ');
}
