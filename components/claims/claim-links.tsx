import styles from '#components/ui/facts.module.css';
import type { ClaimLinkView } from '#lib/claims/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { LostCountMark } from './lost-mark.tsx';

/** Claims that contest, qualify, restate, convert or explain each other, and who connected them. */
export function ClaimLinks({ links }: { links: readonly ClaimLinkView[] }) {
  const { evidence } = getMessages();
  return (
    <dl className={styles.facts}>
      {links.map((link) => (
        <div key={`${link.kind}-${link.direction}-${link.other.id}`}>
          <dt>{evidence.link[link.kind][link.direction]}</dt>
          <dd>
            <a href={link.other.href}>{link.other.says}</a>{' '}
            {link.other.lost && <LostCountMark count={{ lost: 1, all: 1 }} />} ({evidence.linkBy[link.by]}
            {link.note === undefined ? '' : `: ${link.note}`})
          </dd>
        </div>
      ))}
    </dl>
  );
}
