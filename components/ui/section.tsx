import type { ReactNode } from 'react';
import styles from './section.module.css';

type Props = { id: string; title: ReactNode; note?: ReactNode; children: ReactNode };

/** A part of a page under its own heading, with a line above it. */
export function Section({ id, title, note, children }: Props) {
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h2 id={id}>{title}</h2>
      {note !== undefined && <p className={styles.note}>{note}</p>}
      {children}
    </section>
  );
}
