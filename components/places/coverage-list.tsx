import { ClaimEvidence } from '#components/claims/claim-evidence.tsx';
import { LostMark } from '#components/claims/lost-mark.tsx';
import { WordingMark } from '#components/claims/wording-mark.tsx';
import { EntityLink, RichText } from '#components/ui/rich-text.tsx';
import { getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import type { CoverageView } from '#lib/territory/queries.ts';
import styles from './coverage-list.module.css';

/** Systems or laws with how they relate to which place, who says so, and the evidence folded. */
export function CoverageList({ items }: { items: readonly CoverageView[] }) {
  const { evidence, places } = getMessages();
  const subjects = [...Map.groupBy(items, (item) => item.subject.id).values()];
  return (
    <ul className={styles.list}>
      {subjects.map((rows) => {
        const [first] = rows;
        if (first === undefined) return null;
        const claims = [
          ...new Map(rows.flatMap((row) => row.claims).map((claim) => [claim.id, claim])).values(),
        ];
        return (
          <li key={first.subject.id}>
            <h3>
              <EntityLink entity={first.subject} />
            </h3>
            {rows.map((row) => (
              <p key={row.id} className={styles.relation}>
                <WordingMark wording={row.wording} />
                <span>
                  {places.relation[row.relation]} <EntityLink entity={row.place} />
                  {row.valid !== undefined && ` (${row.valid})`}
                </span>
                <LostMark claims={row.claims} />
                {row.claims.slice(0, 1).map((claim) => (
                  <span key={claim.id} className={styles.speaker}>
                    <RichText pieces={claim.speaker} />
                  </span>
                ))}
              </p>
            ))}
            {rows
              .flatMap((row) => row.inferences)
              .map((inference) => (
                <p key={inference.id} className={styles.inference}>
                  {inference.says} {inference.reason}
                </p>
              ))}
            {claims.length > 0 && (
              <details className={styles.evidence}>
                <summary>
                  {evidence.evidence} <span>{formatCount(claims.length, evidence.open, 'en')}</span>
                </summary>
                {claims.map((claim) => (
                  <ClaimEvidence key={claim.id} claim={claim} />
                ))}
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
}
