import { LostCountMark } from '#components/claims/lost-mark.tsx';
import { WordingGuide, WordingMark } from '#components/claims/wording-mark.tsx';
import { EntityLink } from '#components/ui/rich-text.tsx';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import type { Wording } from '#lib/claims/wording.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatDay, formatNumber } from '#lib/messages/format.ts';
import type { Citation } from '#lib/records/citation.ts';
import type { LostCount } from '#lib/records/lost-claims.ts';
import type { Tally } from '#lib/records/tally.ts';
import type { EntityHead } from '#lib/records/view.ts';
import styles from './record-aside.module.css';
import { AsideBox } from './record-layout.tsx';

export type History = {
  lastChanged: string | undefined;
  entries: number;
  href: string;
  /** Where to download the proof; undefined until the newest entry is signed. */
  proof: string | undefined;
};

type Props = {
  tally: Tally;
  history: History;
  citation: Citation;
  head?: EntityHead;
  mentions?: readonly {
    subject: EntityRef;
    label: string;
    wording: Wording;
    lost?: LostCount | undefined;
  }[];
};

/** What stands beside a record: what it rests on, identifiers, where else it is named, history, citation, the marks. */
export function RecordAside({ tally, history, citation, head, mentions = [] }: Props) {
  const { records, evidence } = getMessages();
  const ids = Object.entries(head?.externalIds ?? {});
  return (
    <>
      <AsideBox title={records.tally}>
        <TallyList tally={tally} />
      </AsideBox>
      {mentions.length > 0 && (
        <AsideBox title={records.mentions}>
          <ul>
            {mentions.map((mention) => (
              <li key={`${mention.subject.id}-${mention.label}-${mention.wording}`}>
                <EntityLink entity={mention.subject} />{' '}
                <span className={styles.soft}>{mention.label.toLowerCase()}:</span>{' '}
                <WordingMark wording={mention.wording} /> <LostCountMark count={mention.lost} />
              </li>
            ))}
          </ul>
        </AsideBox>
      )}
      {ids.length > 0 && (
        <AsideBox title={records.externalIds}>
          <ul>
            {ids.map(([scheme, id]) => (
              <li key={scheme}>
                {scheme}:{' '}
                {scheme === 'wikidata' ? (
                  <a href={`https://www.wikidata.org/wiki/${id}`}>{id}</a>
                ) : (
                  <code>{id}</code>
                )}
              </li>
            ))}
          </ul>
        </AsideBox>
      )}
      <AsideBox title={records.history}>
        <HistoryLine history={history} />
      </AsideBox>
      <CitationBox citation={citation} />
      <div data-screen-only="">
        <details className={styles.marks}>
          <summary>{evidence.wordingGuide}</summary>
          <WordingGuide />
        </details>
      </div>
    </>
  );
}

function TallyList({ tally }: { tally: Tally }) {
  const { records } = getMessages();
  const lines = [
    [tally.claims, records.tallyClaims],
    [tally.sources, records.tallySources],
    [tally.records, records.tallyRecords],
    [tally.inferences, records.tallyInferences],
    [tally.unknowns, records.tallyUnknowns],
  ] as const;
  if (lines.every(([count]) => count === 0)) return <p className={styles.soft}>{records.tallyNone}</p>;
  return (
    <>
      <ul className={styles.tally}>
        {lines
          .filter(([count]) => count > 0)
          .map(([count, forms]) => (
            <li key={forms.other}>
              <strong>{formatNumber(count, defaultLocale)}</strong> {count === 1 ? forms.one : forms.other}
            </li>
          ))}
      </ul>
      {tally.sources === 1 && tally.claims > 0 && <p className={styles.soft}>{records.oneSource}</p>}
    </>
  );
}

export function HistoryLine({ history }: { history: History }) {
  const { records } = getMessages();
  if (history.lastChanged === undefined) return <p className={styles.soft}>{records.noHistory}</p>;
  return (
    <p>
      {fill(records.lastChanged, { date: formatDay(history.lastChanged, defaultLocale) })}
      {', '}
      <a href={history.href}>{formatCount(history.entries, records.entries, defaultLocale)}</a>
      {history.proof !== undefined && (
        <>
          {', '}
          <a href={history.proof} download="" title={records.proofHint}>
            {records.proof}
          </a>
        </>
      )}
    </p>
  );
}

export function CitationBox({ citation }: { citation: Citation }) {
  const { records } = getMessages();
  return (
    <AsideBox title={records.cite}>
      <p className={styles.cite}>{citation.text}</p>
      <details data-screen-only="">
        <summary>{records.citeBibtex}</summary>
        <pre className={styles.bibtex}>
          <code>{citation.bibtex}</code>
        </pre>
      </details>
    </AsideBox>
  );
}
