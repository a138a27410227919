import { ClaimEvidence } from '#components/claims/claim-evidence.tsx';
import { LostMark } from '#components/claims/lost-mark.tsx';
import { WordingMark } from '#components/claims/wording-mark.tsx';
import { EntityLink, RichText } from '#components/ui/rich-text.tsx';
import { capitalize } from '#lib/claims/rich-text.ts';
import { toLegalText } from '#lib/laws/legal-text.ts';
import type { PowerView } from '#lib/laws/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import { toSaidWhen } from '#lib/records/said-when.ts';
import styles from './power-list.module.css';

/** Powers: who may do what, from whom, on which condition, under which law. A draft's power reads in the conditional. */
export function PowerList({
  powers,
  day,
  withLaw = true,
}: {
  powers: readonly PowerView[];
  /** ISO day: a law that was only last known to be in force then says so beside each power. */
  day?: string;
  withLaw?: boolean;
}) {
  const { evidence, records } = getMessages();
  return (
    <ul className={styles.list}>
      {powers.map((power) => (
        <li key={power.id}>
          <p className={styles.sentence}>
            <RichText pieces={capitalize(power.sentence)} />
          </p>
          <p className={styles.meta}>
            <WordingMark wording={power.wording} />
            {power.provision !== undefined && <span>{power.provision}</span>}
            {withLaw &&
              (power.law === undefined ? (
                <span>{records.law.noLaw}</span>
              ) : (
                <span>
                  <EntityLink entity={power.law} />
                </span>
              ))}
            {day !== undefined && power.status?.state === 'last_known_in_force' && (
              <span>{toLegalText(power.status, day)}</span>
            )}
            <LostMark claims={power.claims} />
            {power.condition === undefined && <span>{records.law.noCondition}</span>}
            {power.claims.slice(0, 1).map((claim) => (
              <span key={claim.id}>
                <RichText pieces={claim.speaker} />
                {toSaidWhen(claim) !== undefined && `, ${toSaidWhen(claim)}`}
              </span>
            ))}
          </p>
          {power.claims.length > 0 && (
            <details className={styles.evidence}>
              <summary>
                {evidence.evidence}{' '}
                <span className={styles.count}>{formatCount(power.claims.length, evidence.open, 'en')}</span>
              </summary>
              {power.claims.map((claim) => (
                <ClaimEvidence key={claim.id} claim={claim} />
              ))}
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
