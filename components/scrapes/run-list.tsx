import { Section } from '#components/ui/section.tsx';
import { Table } from '#components/ui/table.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatMoment, formatNumber } from '#lib/messages/format.ts';
import type { RunView } from '#lib/scrapes/queries.ts';

/** Runs of a dataset on this installation, newest first. */
export function RunList({ runs }: { runs: readonly RunView[] }) {
  const { scrapes } = getMessages();
  return (
    <Section id="runs" title={scrapes.runs}>
      <Table
        caption={scrapes.runs}
        head={[scrapes.started, scrapes.how, scrapes.outcome, scrapes.published, scrapes.held]}
        numeric={[3, 4]}
        rows={runs.map((run) => {
          const held = Object.values(run.report?.held ?? {}).reduce((sum, times) => sum + times, 0);
          return {
            key: run.id,
            cells: [
              <time key="started" dateTime={run.startedAt.toISOString()}>
                {formatMoment(run.startedAt, defaultLocale)}
              </time>,
              scrapes.inputs[run.input as keyof typeof scrapes.inputs] ?? run.input,
              scrapes.states[run.state],
              formatNumber(run.report?.published ?? 0, defaultLocale),
              formatNumber(held, defaultLocale),
            ],
          };
        })}
      />
    </Section>
  );
}
