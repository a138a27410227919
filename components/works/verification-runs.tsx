import { Table } from '#components/ui/table.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatMoment, formatNumber } from '#lib/messages/format.ts';
import type { VerificationTotals } from '#lib/works/verification.ts';

/** The totals after each of the last looks through the captures. */
export function VerificationRuns({ runs }: { runs: VerificationTotals['runs'] }) {
  const { checks, evidence } = getMessages();
  const words = checks.passages;
  if (runs.length === 0) return <p>{words.runsNone}</p>;
  const causes: Readonly<Record<string, string>> = words.causes;
  const states = ['verified', 'verified_normalized', 'lost', 'not_checkable'] as const;
  return (
    <Table
      caption={words.runs}
      head={[words.when, words.cause, ...states.map((state) => evidence.verify[state].label)]}
      numeric={[2, 3, 4, 5]}
      rows={runs.map(({ ranAt, cause, normalizer, counts }) => ({
        key: ranAt.toISOString(),
        cells: [
          formatMoment(ranAt, defaultLocale),
          <span key="cause">
            {causes[cause] ?? cause} (<code>{normalizer}</code>)
          </span>,
          ...states.map((state) => formatNumber(counts[state], defaultLocale)),
        ],
      }))}
    />
  );
}
