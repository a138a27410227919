import { Table } from '#components/ui/table.tsx';
import type { ShownFlow } from '#lib/flows/flow-filter.ts';
import type { FlowsView } from '#lib/flows/flows-view.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatDay, formatNumber } from '#lib/messages/format.ts';
import shared from '../map.module.css';
import { FlowBasis, FlowEvidence, PartyName } from './flow-items.tsx';
import { FlowStroke } from './flow-stroke.tsx';
import styles from './thematic.module.css';

/** Rows of the list at once: pairs of datasets alone make some hundred. */
export const mostRows = 300;

/** The map of flows as tables: same filter, same day, same numbers; those without a place stand apart. */
export function FlowList({ view }: { view: FlowsView }) {
  const { flows, list } = getMessages().thematic;
  const { shown, unplaced, counts, on } = view;
  return (
    <>
      <p className={shared.total}>
        <strong>{formatCount(counts.named, flows.summary, defaultLocale)}</strong>
        {counts.pairs > 0 && `; ${formatCount(counts.pairs, flows.summaryPairs, defaultLocale)}`}
      </p>
      {shown.length === 0 ? (
        <p>{flows.empty}</p>
      ) : (
        <FlowRows
          rows={shown.slice(0, mostRows)}
          caption={fill(flows.caption, { day: formatDay(on, defaultLocale) })}
          labels={view.labels}
        />
      )}
      {shown.length > mostRows && (
        <p>
          {formatCount(shown.length - mostRows, list.more, defaultLocale)}.{' '}
          <a href="/flows">{flows.allFlows}</a>
        </p>
      )}
      <section aria-labelledby="unplaced" className={styles.unplaced}>
        <h3 id="unplaced">{flows.unplaced}</h3>
        {unplaced.length === 0 ? (
          <p className={shared.note}>{flows.unplacedNone}</p>
        ) : (
          <>
            <p className={shared.note}>{flows.unplacedNote}</p>
            <ul className={shared.items}>
              {unplaced.map(({ flow }) => (
                <li key={flow.id}>
                  <PartyName party={flow.from} /> <span aria-hidden="true">→</span>{' '}
                  <PartyName party={flow.to} /> <FlowEvidence flow={flow} />
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </>
  );
}

type RowsProps = { rows: readonly ShownFlow[]; caption: string; labels: Readonly<Record<string, string>> };

function FlowRows({ rows, caption, labels }: RowsProps) {
  const { thematic, lists } = getMessages();
  const { flows, list } = thematic;
  const words = lists.flows;
  const toWhere = ({ flow }: ShownFlow) => {
    const [from, to] = [flow.from.place, flow.to.place].map((code) =>
      code === null ? flows.placeUnknown : (labels[code] ?? code),
    );
    return flow.from.place !== null && flow.from.place === flow.to.place
      ? fill(flows.within, { place: from ?? '' })
      : fill(flows.between, { from: from ?? '', to: to ?? '' });
  };
  return (
    <Table
      caption={caption}
      head={[words.from, words.to, flows.where, words.kind, words.basis, list.holds, words.evidence]}
      rows={rows.map((one) => ({
        key: one.flow.id,
        cells: [
          <PartyName key="from" party={one.flow.from} />,
          <PartyName key="to" party={one.flow.to} />,
          <bdi key="where">{toWhere(one)}</bdi>,
          <span key="kind">
            {words.kinds[one.flow.kind]}: {one.flow.categories}
            {one.flow.pairs !== null && ` (${formatNumber(one.flow.pairs.count, defaultLocale)})`}
          </span>,
          <span key="basis">
            <FlowStroke basis={one.flow.basis} /> {words.bases[one.flow.basis]}
            <FlowBasis flow={one.flow} />
          </span>,
          thematic.holds[one.holds],
          <FlowEvidence key="evidence" flow={one.flow} />,
        ],
      }))}
    />
  );
}
