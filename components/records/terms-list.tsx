import { WordingMark } from '#components/claims/wording-mark.tsx';
import { EntityLink, RichText } from '#components/ui/rich-text.tsx';
import { type EntityRef, toPlainText } from '#lib/claims/rich-text.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import type { ClaimView, FactRow, PredicateRows } from '#lib/records/view.ts';
import styles from './terms-list.module.css';

/** Some facts of several records as a brief: one line a value, with its mark, who says so, and the way to the claim. */
export function TermsList({
  items,
}: {
  items: readonly { ref: EntityRef; predicates: readonly PredicateRows[] }[];
}) {
  return (
    <>
      {items.map(({ ref, predicates }) => (
        <div key={ref.id} className={styles.record}>
          <h3>
            <EntityLink entity={ref} />
          </h3>
          <dl className={styles.terms}>
            {predicates.map((predicate) => (
              <div key={predicate.predicate}>
                <dt title={predicate.definition}>{predicate.label}</dt>
                {predicate.rows.flatMap((row) => toLines(row))}
              </div>
            ))}
          </dl>
        </div>
      ))}
    </>
  );
}

function toLines(row: FactRow) {
  const { evidence } = getMessages();
  const claims = [...row.supports, ...row.denies, ...row.doubts, ...row.silences];
  return row.values.map((value) => {
    const text = toPlainText(value);
    return (
      <dd key={`${row.key} ${text}`}>
        {row.wording === 'denied' && <span className={styles.aside}>{evidence.denialOf} </span>}
        <RichText pieces={value} />
        {row.valid !== undefined && text !== row.valid && (
          <span className={styles.aside}> ({fill(evidence.validOn, { date: row.valid })})</span>
        )}{' '}
        <span className={styles.source}>
          <WordingMark wording={row.wording} /> <Voices claims={claims} />
        </span>
      </dd>
    );
  });
}

/** Who says so, each leading to the claim. */
function Voices({ claims }: { claims: readonly ClaimView[] }) {
  const bySpeaker = new Map(claims.map((claim) => [toPlainText(claim.speaker), claim]));
  return [...bySpeaker].map(([speaker, claim], index) => (
    <span key={claim.id}>
      {index > 0 && '; '}
      <a href={claim.href}>{speaker}</a>
    </span>
  ));
}
