import factStyles from '#components/ui/facts.module.css';
import { Section } from '#components/ui/section.tsx';
import { Table } from '#components/ui/table.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatNumber } from '#lib/messages/format.ts';
import type { RunReport } from '#lib/scrapes/report-schema.ts';
import { Counts } from './unit-account.tsx';
import { toCheckName, toHeldReason } from './wording.ts';

const number = (value: number) => formatNumber(value, defaultLocale);

/** What the last run changed, what it held back and what was checked. */
export function RunReportView({ report }: { report: RunReport }) {
  const { scrapes } = getMessages();
  const changes = Object.entries(report.changes).filter(([, times]) => times > 0);
  const unmatched = Object.entries(report.unmatched);
  return (
    <>
      <Section id="changes" title={scrapes.changes} note={report.reason}>
        <dl className={factStyles.facts}>
          {changes.map(([kind, times]) => (
            <div key={kind}>
              <dt>{scrapes.change[kind as keyof typeof scrapes.change]}</dt>
              <dd>{number(times)}</dd>
            </div>
          ))}
          <div>
            <dt>{scrapes.published}</dt>
            <dd>{number(report.published)}</dd>
          </div>
          <div>
            <dt>{scrapes.held}</dt>
            <dd>
              {Object.keys(report.held).length === 0 ? (
                scrapes.nothingHeld
              ) : (
                <Counts counts={report.held} toWords={toHeldReason} />
              )}
            </dd>
          </div>
        </dl>
      </Section>
      {report.checks.length > 0 && (
        <Section id="checks" title={scrapes.checks} note={scrapes.checksNote}>
          <Table
            caption={scrapes.checks}
            head={[scrapes.check, scrapes.observed, scrapes.bound, scrapes.result]}
            numeric={[1, 2]}
            rows={report.checks.map((check) => ({
              key: check.name,
              cells: [
                toCheckName(check.name),
                number(check.observed),
                number(check.bound),
                check.ok ? scrapes.passed : scrapes.notPassed,
              ],
            }))}
          />
        </Section>
      )}
      {unmatched.length > 0 && (
        <Section id="unmatched" title={scrapes.unmatched} note={scrapes.unmatchedNote}>
          <Table
            caption={scrapes.unmatched}
            head={[scrapes.field, scrapes.distinct, scrapes.times]}
            numeric={[1, 2]}
            rows={unmatched.map(([field, { distinct, times }]) => ({
              key: field,
              cells: [field, number(distinct), number(times)],
            }))}
          />
        </Section>
      )}
    </>
  );
}
