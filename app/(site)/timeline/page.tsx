import type { Metadata } from 'next';
import { Timeline } from '#components/timeline/timeline.tsx';
import { FilterForm, SelectField, TextField } from '#components/ui/filter-form.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import { entriesPerPage, findTimeline } from '#lib/timeline/queries.ts';
import { toMetadata } from '../page-metadata.ts';
import { readPage, readText, type SearchState, toHref } from '../search-state.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().timeline;
  return toMetadata({ title, description: deck, path: '/timeline' });
}

export default async function TimelinePage({ searchParams }: { searchParams: SearchState }) {
  const state = await searchParams;
  const [place, who, asked] = [readText(state.place).trim(), readText(state.who), readText(state.kind)];
  const kind = asked === 'program' || asked === 'law' ? asked : undefined;
  const page = readPage(state.page);
  const { entries, total } = await findTimeline(
    { kind, who, ...(place === '' ? {} : { place: place.toUpperCase() }) },
    page,
  );
  const { timeline } = getMessages();
  return (
    <>
      <PageHeader title={timeline.title} deck={timeline.deck} />
      <FilterForm action="/timeline" reset={place !== '' || who !== '' || kind !== undefined}>
        <SelectField
          name="kind"
          label={timeline.kind}
          value={kind ?? ''}
          choices={(['program', 'law'] as const).map((value) => ({ value, label: timeline.kinds[value] }))}
        />
        <TextField name="place" label={timeline.place} value={place} />
        <TextField name="who" label={timeline.who} value={who} />
      </FilterForm>
      <p>
        <strong>{formatCount(total, timeline.total, defaultLocale)}</strong>.{' '}
        <a href="/map?view=coverage">{timeline.onMap}</a>
      </p>
      <p>
        <small>{timeline.caveat}</small>
      </p>
      {total === 0 ? <p>{timeline.empty}</p> : <Timeline entries={entries} />}
      <Pager
        page={page}
        pages={Math.ceil(total / entriesPerPage)}
        toHref={(next) => toHref('/timeline', { kind, place, who, page: next })}
      />
    </>
  );
}
