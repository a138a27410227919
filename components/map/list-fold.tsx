import type { ReactNode } from 'react';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import styles from './embed.module.css';

type Props = {
  folded: boolean;
  /** The same view on the site itself. */
  href: string;
  children: ReactNode;
};

/** The list under the map; in a frame on another site it is one tap away, beside the way to the whole map. */
export function ListFold({ folded, href, children }: Props) {
  const { share, site } = getMessages();
  if (!folded) return children;
  return (
    <>
      <p className={styles.source}>
        <a href={href} target="_blank" rel="noopener">
          {share.open}
        </a>{' '}
        {fill(share.embeddedFrom, { name: site.name })}
      </p>
      <details className={styles.fold}>
        <summary>{share.listTitle}</summary>
        {children}
      </details>
    </>
  );
}
