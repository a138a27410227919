import { LostMark } from '#components/claims/lost-mark.tsx';
import { WordingMark } from '#components/claims/wording-mark.tsx';
import { RichText } from '#components/ui/rich-text.tsx';
import { toPlainText } from '#lib/claims/rich-text.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import type { FactRow } from '#lib/records/view.ts';
import styles from './answers.module.css';

/** Denials, doubts, silence and rival values, as rows beside the assertion. */
export function Answers({ row }: { row: FactRow }) {
  const { evidence } = getMessages();
  const answers = [
    ...row.denies.map((claim) => ({ claim, kind: 'denies' as const })),
    // A statement of another origin that contests this one is no doubt about it in so many words.
    ...row.doubts.map((claim) => ({
      claim,
      kind: claim.stance === 'asserts' ? ('contests' as const) : ('doubts' as const),
    })),
    ...row.silences.map((claim) => ({ claim, kind: 'no_comment' as const })),
  ];
  // One origin that says it twice is shown once; the evidence below lists both places.
  const unique = [
    ...new Map(
      answers.map((answer) => [
        `${answer.kind} ${toPlainText(answer.claim.speaker)} ${answer.claim.says}`,
        answer,
      ]),
    ).values(),
  ];
  if (answers.length === 0 && row.conflicts.length === 0) return null;
  return (
    <ul className={styles.answers}>
      {unique.map(({ claim, kind }) => (
        <li key={`${kind}-${claim.id}`}>
          {kind === 'no_comment' ? (
            <span className={styles.silence}>{evidence.stanceRow.no_comment}</span>
          ) : (
            <WordingMark
              wording={kind === 'denies' ? 'denied' : 'disputed'}
              label={evidence.stanceRow[kind]}
            />
          )}{' '}
          <RichText pieces={claim.speaker} />: <a href={claim.href}>{claim.says}</a>{' '}
          <LostMark claims={[claim]} />
          {row.connectedByEditors.includes(claim.id) && (
            <span className={styles.by}> ({evidence.linkBy.editor})</span>
          )}
        </li>
      ))}
      {row.conflicts.map((pieces) => (
        <li key={JSON.stringify(pieces)}>
          <WordingMark wording="disputed" label={evidence.conflicts} /> <RichText pieces={pieces} />
        </li>
      ))}
    </ul>
  );
}
