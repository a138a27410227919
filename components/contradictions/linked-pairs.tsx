import { LostMark } from '#components/claims/lost-mark.tsx';
import { RichText } from '#components/ui/rich-text.tsx';
import type { LinkedPair } from '#lib/contradictions/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import type { ClaimView } from '#lib/records/view.ts';
import styles from './linked-pairs.module.css';

/** Two statements side by side: the one that stands, and the one that contests or qualifies it. */
export function LinkedPairs({ links }: { links: readonly LinkedPair[] }) {
  const { evidence } = getMessages();
  return (
    <ul className={styles.list}>
      {links.map((link) => (
        <li key={link.id}>
          <Side claim={link.to} />
          <div>
            <p className={styles.label}>{evidence.link[link.kind].to}</p>
            <Side claim={link.from} />
            {link.note !== undefined && <p className={styles.note}>{link.note}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Side({ claim }: { claim: ClaimView }) {
  return (
    <div>
      <p>
        <a href={claim.href}>{claim.says}</a>
      </p>
      <p className={styles.note}>
        <RichText pieces={claim.speaker} /> <LostMark claims={[claim]} />
      </p>
    </div>
  );
}
