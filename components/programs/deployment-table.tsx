import { EntityLink } from '#components/ui/rich-text.tsx';
import { Table } from '#components/ui/table.tsx';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import type { DeploymentRow } from '#lib/programs/queries.ts';

/** One agency's use of one technology a row, as the dataset lists it. */
export function DeploymentTable({ rows, total }: { rows: readonly DeploymentRow[]; total: number }) {
  const words = getMessages().lists.programs;
  return (
    <Table
      caption={formatCount(total, words.found, defaultLocale)}
      head={[words.columns.name, words.columns.technology, words.columns.place]}
      rows={rows.map((row) => ({
        key: row.ref.id,
        cells: [
          <EntityLink key="name" entity={row.ref} />,
          <Links key="technology" refs={row.technologies} />,
          <Links key="place" refs={row.places} />,
        ],
      }))}
    />
  );
}

function Links({ refs }: { refs: readonly EntityRef[] }) {
  return refs.map((ref, index) => (
    <span key={ref.id}>
      {index > 0 && ', '}
      <EntityLink entity={ref} />
    </span>
  ));
}
