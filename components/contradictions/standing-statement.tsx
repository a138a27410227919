import { GradeLine } from '#components/claims/claim-evidence.tsx';
import { LostMark } from '#components/claims/lost-mark.tsx';
import { EntityLink, RichText } from '#components/ui/rich-text.tsx';
import type { StandingClaim } from '#lib/contradictions/view.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { toSaidWhen } from '#lib/records/said-when.ts';
import styles from './standing-statement.module.css';

/** One statement of a side: speaker and stance, our words for it, kind, day, place and time, grade with its reason. */
export function StandingStatement({ item }: { item: StandingClaim }) {
  const { evidence, contradictions } = getMessages();
  const { claim, stand, place, note, byEditors } = item;
  const parts = [
    evidence.modality[claim.modality],
    toSaidWhen(claim),
    claim.valid === undefined ? undefined : `${contradictions.about} ${claim.valid}`,
  ].filter((part) => part !== undefined && part !== '');
  return (
    <div className={styles.statement}>
      <p className={styles.voice}>
        <RichText pieces={claim.speaker} />{' '}
        <span className={stand === 'asserts' ? undefined : styles.against}>
          {stand === 'contests' ? contradictions.contests : evidence.stance[stand]}
        </span>
      </p>
      <p>
        <a href={claim.href}>{claim.says}</a>
      </p>
      <p className={styles.meta}>
        {parts.map((part) => (
          <span key={part}>{part}</span>
        ))}
        {place !== undefined && <EntityLink entity={place} />}
        <LostMark claims={[claim]} />
      </p>
      <p className={styles.grade}>
        {evidence.grade} <GradeLine claim={claim} />
      </p>
      {note !== undefined && (
        <p className={styles.grade}>
          {note} {byEditors && `(${evidence.linkBy.editor})`}
        </p>
      )}
    </div>
  );
}
