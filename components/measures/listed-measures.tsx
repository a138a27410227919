import { Section } from '#components/ui/section.tsx';
import type { MeasureView } from '#lib/measures/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import { MeasureTable } from './measure-table.tsx';

const shownHere = 12;

/** Acts that lists by others name, after our own laws of a place; long lists end in links to the whole. */
export function ListedMeasures({ rows }: { rows: readonly MeasureView[] }) {
  const { measures: words } = getMessages().listed;
  if (rows.length === 0) return null;
  const datasets = new Map(rows.map(({ dataset }) => [dataset.id, dataset]));
  return (
    <Section id="listed" title={words.title} note={words.note}>
      <MeasureTable rows={rows.slice(0, shownHere)} total={rows.length} />
      {rows.length > shownHere &&
        [...datasets.values()].map(({ id, title }) => (
          <p key={id}>
            <a href={`/about/data/${id}#rows`}>{fill(words.all, { title })}</a>
          </p>
        ))}
    </Section>
  );
}
