import { EntityLink } from '#components/ui/rich-text.tsx';
import { Table } from '#components/ui/table.tsx';
import type { DeviceSummary } from '#lib/holdings/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount, formatNumber } from '#lib/messages/format.ts';

/** Mapped devices of a place by technology, each line with what its dataset's rows are worth. */
export function DeviceTable({ rows }: { rows: readonly DeviceSummary[] }) {
  const { places } = getMessages();
  return (
    <Table
      caption={places.devicesCaption}
      head={[places.devicesTechnology, places.devicesCount, places.devicesConfirmed, places.devicesSource]}
      numeric={[1]}
      rows={rows.map((row) => ({
        key: `${row.technology?.id ?? ''}-${row.dataset.id}`,
        cells: [
          row.technology === undefined ? (
            places.devicesUnknown
          ) : (
            <EntityLink key="technology" entity={row.technology} />
          ),
          `${formatNumber(row.count, defaultLocale)}${row.removed > 0 ? ` (${formatCount(row.removed, places.devicesRemoved, defaultLocale)})` : ''}`,
          toYears(row),
          <a key="source" href={`/about/data#${row.dataset.id}`}>
            {row.dataset.wording}; {row.dataset.attribution}
          </a>,
        ],
      }))}
    />
  );
}

function toYears({ from, to }: DeviceSummary): string {
  if (from === undefined || to === undefined) return '—';
  return from === to ? String(from) : `${from}–${to}`;
}
