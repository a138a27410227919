import { EntityLink, RichText } from '#components/ui/rich-text.tsx';
import { getMessages } from '#lib/messages/catalog.ts';
import type { ClaimView } from '#lib/records/view.ts';
import { LostMark } from './lost-mark.tsx';
import styles from './statement-list.module.css';

type Props = { claims: readonly ClaimView[]; withSubject?: boolean; withSource?: boolean };

/** Statements one a line: what is said, by whom, what kind of statement, and whether the copy still says so. */
export function StatementList({ claims, withSubject = false, withSource = false }: Props) {
  const { evidence } = getMessages();
  return (
    <ol className={styles.list}>
      {claims.map((claim) => (
        <li
          key={claim.id}
          id={claim.id}
          className={claim.review === 'withdrawn' ? styles.withdrawn : undefined}
        >
          <p className={styles.says}>
            <a href={claim.href}>{claim.says}</a>
          </p>
          <p className={styles.meta}>
            <span>
              <RichText pieces={claim.speaker} /> {evidence.stance[claim.stance]}
            </span>
            {evidence.modality[claim.modality] !== '' && (
              <span className={styles.kind}>{evidence.modality[claim.modality]}</span>
            )}
            {withSubject && <EntityLink entity={claim.subject} />}
            {withSource && (
              <a href={claim.work.href}>
                <bdi lang={claim.work.titleLang}>{claim.work.title}</bdi>
              </a>
            )}
            <span>{toStates(claim)}</span>
            <LostMark claims={[claim]} />
            {claim.review === 'withdrawn' && <strong>{evidence.withdrawn}</strong>}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** The states of a claim's passages, each once. */
function toStates(claim: ClaimView): string {
  const { verify } = getMessages().evidence;
  return [...new Set(claim.passages.map((passage) => verify[passage.state].label))].join(', ').toLowerCase();
}
