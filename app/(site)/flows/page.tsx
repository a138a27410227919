import type { Metadata } from 'next';
import { FlowTable } from '#components/flows/flow-table.tsx';
import { FilterForm, TextField } from '#components/ui/filter-form.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { Section } from '#components/ui/section.tsx';
import { findCuratedFlows, findPairs, flowsPerPage } from '#lib/flows/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import { toMetadata } from '../page-metadata.ts';
import { readPage, readText, type SearchState, toHref } from '../search-state.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().lists.flows;
  return toMetadata({ title, description: deck, path: '/flows' });
}

export default async function FlowsPage({ searchParams }: { searchParams: SearchState }) {
  const state = await searchParams;
  const [who, place, entity] = [readText(state.who), readText(state.place), readText(state.entity)];
  const page = readPage(state.page);
  const isFiltered = who !== '' || place !== '' || entity !== '';
  const [curated, pairs] = await Promise.all([
    isFiltered ? [] : findCuratedFlows(),
    findPairs(
      { who, ...(place === '' ? {} : { place: `place.${place}` }), ...(entity === '' ? {} : { entity }) },
      page,
    ),
  ]);
  const { lists } = getMessages();
  const words = lists.flows;
  return (
    <>
      <PageHeader title={words.title} deck={words.deck} />
      {!isFiltered && page === 1 && curated.length > 0 && (
        <Section id="curated" title={words.curated}>
          <FlowTable flows={curated} caption={words.curatedCaption} />
        </Section>
      )}
      <Section id="listed" title={words.listed}>
        <FilterForm action="/flows" reset={isFiltered}>
          <TextField name="who" label={words.who} value={who} />
          {place !== '' && <input type="hidden" name="place" value={place} />}
        </FilterForm>
        <p>{formatCount(pairs.total, words.found, defaultLocale)}</p>
        {pairs.total === 0 ? (
          <p>{words.empty}</p>
        ) : (
          <FlowTable flows={pairs.rows} caption={words.listedCaption} />
        )}
        <Pager
          page={page}
          pages={Math.ceil(pairs.total / flowsPerPage)}
          toHref={(next) => toHref('/flows', { who, place, entity, page: next })}
        />
      </Section>
    </>
  );
}
