import { RichText } from '#components/ui/rich-text.tsx';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import type { ClaimView } from '#lib/records/view.ts';
import styles from './claim-evidence.module.css';
import { LostMark } from './lost-mark.tsx';
import { Passage } from './passage.tsx';
import { SourceLine } from './source-line.tsx';

/** One claim inside an opened fact: the statement, who said it where, the passage, copies, grade. */
export function ClaimEvidence({ claim }: { claim: ClaimView }) {
  const { evidence, records } = getMessages();
  // "Bloomberg, in its own voice" says it already.
  const act = claim.act === 'publisher_voice' ? undefined : evidence.act[claim.act];
  return (
    <article className={styles.claim}>
      <p className={styles.says}>
        {claim.says}{' '}
        <a href={claim.href} className={styles.permalink}>
          {evidence.permalink} <span className={styles.id}>{claim.id.split('.').at(-1)}</span>
        </a>
      </p>
      <LostMark claims={[claim]} />
      <dl className={styles.facts}>
        <dt>{records.claim.speaker}</dt>
        <dd>
          <RichText pieces={claim.speaker} />
          {claim.via.map((carrier) => (
            <span key={JSON.stringify(carrier)}>
              {`, ${evidence.via} `}
              <RichText pieces={carrier} />
            </span>
          ))}
          {`; ${[evidence.stance[claim.stance], act].filter((part) => part !== undefined).join(', ')}`}
          {claim.saidOn !== undefined && `; ${fill(evidence.saidOn, { date: claim.saidOn })}`}
          {claim.saidInferred && ` (${evidence.inferredDate})`}
        </dd>
        <dt>{evidence.source}</dt>
        <dd>
          <SourceLine work={claim.work} />
        </dd>
        <dt>{evidence.passage}</dt>
        <dd className={styles.passages}>
          {claim.passages.map((passage) => (
            <Passage key={passage.id} passage={passage} work={claim.work} />
          ))}
        </dd>
        <dt>{evidence.grade}</dt>
        <dd>
          <GradeLine claim={claim} />
        </dd>
      </dl>
    </article>
  );
}

/** Letter and figure of the NATO scale in words, the reason, and how many people have read it. */
export function GradeLine({ claim }: { claim: ClaimView }) {
  const { evidence } = getMessages();
  const { reliability, credibility, reason } = claim.grade;
  return (
    <>
      <strong>{fill(evidence.gradeText, { reliability, credibility: String(credibility) })}</strong>
      {`: ${evidence.reliability[reliability]}, ${evidence.credibility[credibility - 1]}. ${reason} `}
      {claim.review === 'single_reader' && (
        <span className={styles.reader} title={evidence.singleReaderText}>
          {evidence.singleReader}
        </span>
      )}
      {claim.review === 'second_reader' && <span className={styles.reader}>{evidence.secondReader}</span>}
      {claim.review === 'withdrawn' && (
        <strong>
          {fill(evidence.withdrawnText, { reason: claim.withdrawnReason ?? evidence.withdrawn })}
        </strong>
      )}
    </>
  );
}
