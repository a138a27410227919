import { Section } from '#components/ui/section.tsx';
import type { MeasureView } from '#lib/measures/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';

/** The lists by others that name acts, each with a link to its rows; nothing where none is held. */
export function MeasureLists({ rows }: { rows: readonly MeasureView[] }) {
  const { measures: words } = getMessages().listed;
  if (rows.length === 0) return null;
  const lists = [...Map.groupBy(rows, ({ dataset }) => dataset.id).values()];
  return (
    <Section id="listed" title={words.title} note={words.note}>
      <ul>
        {lists.map((list) => (
          <li key={list[0]?.dataset.id}>
            <a href={`/about/data/${list[0]?.dataset.id}#rows`}>{list[0]?.dataset.title}</a>:{' '}
            {formatCount(list.length, words.caption, defaultLocale)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
