import { SourceLine } from '#components/claims/source-line.tsx';
import styles from '#components/ui/facts.module.css';
import { EntityLink } from '#components/ui/rich-text.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatLanguage, formatNumber } from '#lib/messages/format.ts';
import type { WorkPage } from '#lib/works/queries.ts';

/** A source's particulars, and its statements by kind and stance. */
export function WorkFacts({ page }: { page: WorkPage }) {
  const { about, evidence, records } = getMessages();
  const words = records.work;
  const kinds = count(page.claims.map((claim) => evidence.modality[claim.modality] || words.plainFact));
  const stances = count(page.claims.map((claim) => evidence.stance[claim.stance]));
  return (
    <dl className={styles.facts}>
      {page.publisher !== undefined && (
        <div>
          <dt>{about.data.publisher}</dt>
          <dd>
            <EntityLink entity={page.publisher} />
          </dd>
        </div>
      )}
      <div>
        <dt>{words.language}</dt>
        <dd>{formatLanguage(page.language, defaultLocale)}</dd>
      </div>
      <div>
        <dt>{words.access}</dt>
        <dd>{page.access}</dd>
      </div>
      <div>
        <dt>{words.license}</dt>
        <dd>{page.license}</dd>
      </div>
      {kinds.length > 0 && (
        <div>
          <dt>{words.modality}</dt>
          <dd>{kinds.join(' · ')}</dd>
        </div>
      )}
      {stances.length > 0 && (
        <div>
          <dt>{records.claim.stance}</dt>
          <dd>{stances.join(' · ')}</dd>
        </div>
      )}
      {page.cites.map((work) => (
        <div key={work.id}>
          <dt>{words.cites}</dt>
          <dd>
            <SourceLine work={work} />
          </dd>
        </div>
      ))}
      {page.citedBy !== undefined && (
        <div>
          <dt>{words.citedBy}</dt>
          <dd>
            <SourceLine work={page.citedBy} />
          </dd>
        </div>
      )}
      {page.note !== undefined && (
        <div>
          <dt>{records.claim.note}</dt>
          <dd>{page.note}</dd>
        </div>
      )}
    </dl>
  );
}

/** "fact 71", most frequent first. */
function count(labels: readonly string[]): string[] {
  return [...Map.groupBy(labels, (label) => label)]
    .map(([label, items]) => ({ label, size: items.length }))
    .sort((a, b) => b.size - a.size || a.label.localeCompare(b.label, defaultLocale))
    .map(({ label, size }) => `${label} ${formatNumber(size, defaultLocale)}`);
}
