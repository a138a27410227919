import type { ReactNode } from 'react';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import styles from './from-around.module.css';

type Props = {
  around: readonly EntityRef[];
  /** Rows inside; nothing is shown for none. */
  count: number;
  /** On paper: set small in two columns, or left to the pages of the places around. */
  paper: 'small' | 'left';
  children: ReactNode;
};

/** What reaches a place from its region, its country or a union, apart from what is its own. */
export function FromAround({ around, count, paper, children }: Props) {
  const { places } = getMessages();
  if (count === 0) return null;
  const names = new Intl.ListFormat(defaultLocale).format(around.map((ref) => ref.label));
  return (
    <div className={paper === 'small' ? styles.small : styles.left}>
      <h3>{fill(places.fromAround, { places: names })}</h3>
      <p className={styles.elsewhere}>
        {fill(places.fromAroundPaper, { count: String(count), places: names })}
      </p>
      {children}
    </div>
  );
}
