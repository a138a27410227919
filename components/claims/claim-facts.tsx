import styles from '#components/ui/facts.module.css';
import { RichText } from '#components/ui/rich-text.tsx';
import { getMessages } from '#lib/messages/catalog.ts';
import type { ClaimView } from '#lib/records/view.ts';
import { GradeLine } from './claim-evidence.tsx';
import { SourceLine } from './source-line.tsx';

/** Everything recorded of a claim, line by line. */
export function ClaimFacts({ claim }: { claim: ClaimView }) {
  const { evidence, records } = getMessages();
  const words = records.claim;
  const inferred = ` (${evidence.inferredDate})`;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{words.speaker}</dt>
        <dd>
          <RichText pieces={claim.speaker} />
          {claim.via.map((carrier) => (
            <span key={JSON.stringify(carrier)}>
              {`, ${evidence.via} `}
              <RichText pieces={carrier} />
            </span>
          ))}
        </dd>
      </div>
      <div>
        <dt>{words.stance}</dt>
        <dd>
          {evidence.stance[claim.stance]}, {evidence.act[claim.act]}
        </dd>
      </div>
      <div>
        <dt>{words.kind}</dt>
        <dd>{evidence.modality[claim.modality] || records.work.plainFact}</dd>
      </div>
      <div>
        <dt>{claim.predicateLabel}</dt>
        <dd>
          <RichText pieces={claim.value} />
        </dd>
      </div>
      <div>
        <dt>{words.when}</dt>
        <dd>
          {claim.saidOn === undefined
            ? words.undated
            : `${claim.saidOn}${claim.saidInferred ? inferred : ''}`}
        </dd>
      </div>
      {claim.valid !== undefined && (
        <div>
          <dt>{words.valid}</dt>
          <dd>{`${claim.valid}${claim.validInferred ? inferred : ''}`}</dd>
        </div>
      )}
      <div>
        <dt>{evidence.source}</dt>
        <dd>
          <SourceLine work={claim.work} />
        </dd>
      </div>
      <div>
        <dt>{words.grade}</dt>
        <dd>
          <GradeLine claim={claim} />
        </dd>
      </div>
      {claim.note !== undefined && (
        <div>
          <dt>{words.note}</dt>
          <dd>{claim.note}</dd>
        </div>
      )}
    </dl>
  );
}
