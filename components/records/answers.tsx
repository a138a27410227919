import { WordingMark } from '#components/claims/wording-mark.tsx';
import { RichText } from '#components/ui/rich-text.tsx';
import { getMessages } from '#lib/messages/catalog.ts';
import type { FactRow } from '#lib/records/view.ts';
import styles from './answers.module.css';

/** Denials, doubts, silence and rival values, as rows beside the assertion. */
export function Answers({ row }: { row: FactRow }) {
  const { evidence } = getMessages();
  const answers = [
    ...row.denies.map((claim) => ({ claim, kind: 'denies' as const })),
    ...row.doubts.map((claim) => ({ claim, kind: 'doubts' as const })),
    ...row.silences.map((claim) => ({ claim, kind: 'no_comment' as const })),
  ];
  if (answers.length === 0 && row.conflicts.length === 0) return null;
  return (
    <ul className={styles.answers}>
      {answers.map(({ claim, kind }) => (
        <li key={`${kind}-${claim.id}`}>
          {kind === 'no_comment' ? (
            <span className={styles.silence}>{evidence.stanceRow.no_comment}</span>
          ) : (
            <WordingMark wording={kind === 'denies' ? 'denied' : 'disputed'} label={evidence.stanceRow[kind]} />
          )}{' '}
          <RichText pieces={claim.speaker} />: <a href={claim.href}>{claim.says}</a>
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
