import { ClaimEvidence } from '#components/claims/claim-evidence.tsx';
import { LostCountMark, LostMark } from '#components/claims/lost-mark.tsx';
import { WordingMark } from '#components/claims/wording-mark.tsx';
import { EntityLink, RichText } from '#components/ui/rich-text.tsx';
import { toPlainText } from '#lib/claims/rich-text.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount } from '#lib/messages/format.ts';
import { toSaidWhen } from '#lib/records/said-when.ts';
import type { ClaimView, FactRow } from '#lib/records/view.ts';
import { Answers } from './answers.tsx';
import styles from './fact-item.module.css';
import { RecordEvidence, UpstreamState } from './record-evidence.tsx';

/** Values longer than this stand one a line. */
const longValue = 32;

/**
 * One fact: what is said, how firmly, by whom; right below it whoever denies, doubts or keeps silent; the evidence
 * folded. What a person thinks or foresees starts with that person.
 */
export function FactItem({ row, attributed }: { row: FactRow; attributed: boolean }) {
  const { evidence } = getMessages();
  const voiced = attributed || row.modality === 'opinion' || row.modality === 'prediction';
  const claims = [...row.supports, ...row.denies, ...row.doubts, ...row.silences];
  return (
    <li className={row.wording === 'inferred' ? styles.inferred : undefined}>
      <Statement row={row} voiced={voiced} />
      <p className={styles.meta}>
        <WordingMark wording={row.wording} />
        {evidence.modality[row.modality] !== '' && row.wording !== 'inferred' && (
          <span className={styles.kind}>{evidence.modality[row.modality]}</span>
        )}
        {!voiced && <Speakers claims={row.supports} />}
        {row.records.slice(0, 1).map((record) => (
          <span key={record.id}>
            {record.dataset.wording}
            <UpstreamState record={record} />
          </span>
        ))}
        <LostMark claims={row.supports} />
        {row.supports.some((claim) => claim.review === 'single_reader') && (
          <span className={styles.reader} title={evidence.singleReaderText}>
            {evidence.singleReader}
          </span>
        )}
      </p>
      <Answers row={row} />
      {row.inferences.map((inference) => (
        <div key={inference.id} className={styles.inference}>
          <p>{inference.reason}</p>
          <p>
            {evidence.premises}:{' '}
            {inference.premises.map((premise, index) => (
              <span key={premise.id}>
                {index > 0 && '; '}
                <a href={premise.href}>{premise.says}</a>
                {premise.lost && (
                  <>
                    {' '}
                    <LostCountMark count={{ lost: 1, all: 1 }} />
                  </>
                )}
              </span>
            ))}
            {'. '}
            {fill(evidence.inferenceBy, { by: inference.by, date: inference.on })}
          </p>
        </div>
      ))}
      {(claims.length > 0 || row.records.length > 0) && (
        <details className={styles.evidence}>
          <summary>
            {evidence.evidence}{' '}
            <span className={styles.count}>
              {claims.length > 0 ? formatCount(claims.length, evidence.open, 'en') : evidence.openRecord}
            </span>
          </summary>
          <div className={styles.panel}>
            {claims.map((claim) => (
              <ClaimEvidence key={claim.id} claim={claim} />
            ))}
            {row.records.map((record) => (
              <RecordEvidence key={record.id} record={record} />
            ))}
          </div>
        </details>
      )}
    </li>
  );
}

function Statement({ row, voiced }: { row: FactRow; voiced: boolean }) {
  if (voiced && row.supports.length > 0) return <Voices claims={row.supports} />;
  const { evidence, sentences } = getMessages();
  const values = row.values.map((value) => ({ key: JSON.stringify(value), value }));
  const isLong = values.some(({ value }) => toPlainText(value).length > longValue);
  return (
    <div className={row.wording === 'denied' ? `${styles.value} ${styles.denied}` : styles.value}>
      {row.wording === 'denied' && <span className={styles.aside}>{evidence.denialOf} </span>}
      {values.length === 1 ? (
        values.map(({ key, value }) => <RichText key={key} pieces={value} />)
      ) : (
        <ul className={isLong ? styles.lines : styles.values}>
          {values.map(({ key, value }) => (
            <li key={key}>
              <RichText pieces={value} />
            </li>
          ))}
        </ul>
      )}
      {row.openSet && <span className={styles.aside}> {sentences.openSet}</span>}
      {row.place !== undefined && (
        <span className={styles.aside}>
          {' '}
          (<EntityLink entity={row.place} />)
        </span>
      )}
      {row.valid !== undefined && !values.some(({ value }) => toPlainText(value) === row.valid) && (
        <span className={styles.aside}> ({fill(evidence.validOn, { date: row.valid })})</span>
      )}
    </div>
  );
}

/** Opinions and predictions: the speaker first, then each statement in our words. */
function Voices({ claims }: { claims: readonly ClaimView[] }) {
  const bySpeaker = [...Map.groupBy(claims, (claim) => toPlainText(claim.speaker)).entries()];
  return bySpeaker.map(([speaker, statements]) => (
    <div key={speaker} className={styles.voiced}>
      <span className={styles.who}>
        <RichText pieces={statements[0]?.speaker ?? []} />:
      </span>{' '}
      {statements.length === 1 ? (
        statements[0]?.says
      ) : (
        <ul className={styles.lines}>
          {[...new Set(statements.map((claim) => claim.says))].map((says) => (
            <li key={says}>{says}</li>
          ))}
        </ul>
      )}
    </div>
  ));
}

function Speakers({ claims }: { claims: readonly ClaimView[] }) {
  const unique = [...new Map(claims.map((claim) => [JSON.stringify(claim.speaker), claim])).values()];
  return unique.map((claim) => {
    const when = toSaidWhen(claim);
    return (
      <span key={claim.id}>
        <RichText pieces={claim.speaker} />
        {when !== undefined && `, ${when}`}
      </span>
    );
  });
}
