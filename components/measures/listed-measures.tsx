import type { MeasureView } from '#lib/measures/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import { MeasureTable } from './measure-table.tsx';

const shownHere = 12;

/** Acts that lists by others name, below our own laws of a place; long lists end in links to the whole. */
export function ListedMeasures({ rows }: { rows: readonly MeasureView[] }) {
  const { measures: words } = getMessages().listed;
  if (rows.length === 0) return null;
  const datasets = new Map(rows.map(({ dataset }) => [dataset.id, dataset]));
  return (
    <>
      <h3 id="listed">{words.title}</h3>
      <p>{words.note}</p>
      <MeasureTable rows={rows.slice(0, shownHere)} total={rows.length} />
      {rows.length > shownHere &&
        [...datasets.values()].map(({ id, title }) => (
          <p key={id}>
            <a href={`/about/data/${id}#rows`}>{fill(words.all, { title })}</a>
          </p>
        ))}
    </>
  );
}
