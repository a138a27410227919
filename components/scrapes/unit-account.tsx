import { Section } from '#components/ui/section.tsx';
import { Table } from '#components/ui/table.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatNumber } from '#lib/messages/format.ts';
import type { PackAccount } from '#lib/scrapes/queries.ts';
import styles from './scrapes.module.css';
import { toRefusalReason } from './wording.ts';

const number = (value: number) => formatNumber(value, defaultLocale);

/** What became of every record, file by file. */
export function UnitAccount({ units }: { units: PackAccount['files'] }) {
  const { scrapes } = getMessages();
  return (
    <Section id="account" title={scrapes.account} note={scrapes.accountNote}>
      <Table
        caption={scrapes.account}
        head={[scrapes.unit, scrapes.seen, scrapes.rows, scrapes.merged, scrapes.goneRows, scrapes.refused]}
        numeric={[1, 2, 3, 4]}
        rows={units.map((unit) => ({
          key: unit.unit,
          cells: [
            <span key="unit" className={styles.unit}>
              {unit.unit.replace(/^file:/, '')}
              {unit.reason !== undefined && <small>{unit.reason}</small>}
            </span>,
            number(unit.seen),
            number(unit.rows),
            number(unit.merged),
            number(unit.states),
            <Counts key="refused" counts={unit.refused} toWords={toRefusalReason} />,
          ],
        }))}
      />
    </Section>
  );
}

/** Reason codes with their counts, the most common first. */
export function Counts({
  counts,
  toWords,
}: {
  counts: Readonly<Record<string, number>>;
  toWords: (code: string) => string;
}) {
  const { scrapes } = getMessages();
  const entries = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  if (entries.length === 0) return scrapes.none;
  return (
    <ul className={styles.counts}>
      {entries.map(([reason, times]) => (
        <li key={reason}>
          {number(times)} × {toWords(reason)}
        </li>
      ))}
    </ul>
  );
}
