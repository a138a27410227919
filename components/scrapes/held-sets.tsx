import { Section } from '#components/ui/section.tsx';
import { Table } from '#components/ui/table.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatNumber } from '#lib/messages/format.ts';
import type { RunView } from '#lib/scrapes/queries.ts';

/** Datasets that are read and never shown, with the reason. */
export function HeldSets({ runs }: { runs: readonly RunView[] }) {
  const { about, scrapes } = getMessages();
  return (
    <Section id="held" title={scrapes.heldSets} note={scrapes.heldSetsNote}>
      <Table
        caption={scrapes.heldSets}
        head={[about.data.title, about.data.publisher, scrapes.seen, scrapes.reason]}
        numeric={[2]}
        rows={runs.flatMap(({ id, datasetId, report }) =>
          report === undefined
            ? []
            : [
                {
                  key: id,
                  cells: [
                    <a key="title" href={`/about/data/${datasetId}`}>
                      {report.dataset.title}
                    </a>,
                    report.dataset.publisher,
                    formatNumber(
                      report.units.reduce((sum, unit) => sum + unit.seen, 0),
                      defaultLocale,
                    ),
                    report.reason ?? '',
                  ],
                },
              ],
        )}
      />
    </Section>
  );
}
