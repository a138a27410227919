import type { Metadata } from 'next';
import { FilterForm, SelectField, TextField } from '#components/ui/filter-form.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { Section } from '#components/ui/section.tsx';
import { Table } from '#components/ui/table.tsx';
import { WorkList } from '#components/works/work-list.tsx';
import { findDatasets } from '#lib/holdings/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount, formatNumber } from '#lib/messages/format.ts';
import { findReadWorks, findWorks, worksPerPage } from '#lib/works/queries.ts';
import { toMetadata } from '../page-metadata.ts';
import { readPage, readText, type SearchState, toHref } from '../search-state.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().lists.sources;
  return toMetadata({ title, description: deck, path: '/sources' });
}

export default async function SourcesPage({ searchParams }: { searchParams: SearchState }) {
  const state = await searchParams;
  const title = readText(state.title);
  const kind = readText(state.kind);
  const page = readPage(state.page);
  const isWhole = title === '' && kind === '' && page === 1;
  const [read, cited, datasets] = await Promise.all([
    findReadWorks({ title, kind }, page),
    isWhole ? findWorks({ claims: { none: {} } }) : [],
    findDatasets(),
  ]);
  const { about, lists, records } = getMessages();
  const words = lists.sources;
  return (
    <>
      <PageHeader title={words.title} deck={words.deck} />
      <Section id="read" title={words.read} note={formatCount(read.total, words.found, defaultLocale)}>
        <FilterForm action="/sources" reset={!isWhole}>
          <TextField name="title" label={words.filter} value={title} />
          <SelectField
            name="kind"
            label={words.kind}
            value={kind}
            choices={Object.entries(records.work.kind).map(([value, label]) => ({ value, label }))}
          />
        </FilterForm>
        {read.total === 0 ? <p>{isWhole ? words.empty : words.noneFound}</p> : <WorkList works={read.rows} />}
        <Pager
          page={page}
          pages={Math.ceil(read.total / worksPerPage)}
          toHref={(next) => toHref('/sources', { title, kind, page: next })}
        />
      </Section>
      {cited.length > 0 && (
        <Section id="cited" title={words.cited}>
          <WorkList works={cited} />
        </Section>
      )}
      <Section id="datasets" title={words.datasets} note={words.datasetsNote}>
        <Table
          caption={words.datasets}
          head={[
            words.datasets,
            about.data.publisher,
            about.data.license,
            about.data.wording,
            about.data.rows,
          ]}
          numeric={[4]}
          rows={datasets.map((dataset) => ({
            key: dataset.id,
            cells: [
              <a key="title" href={`/about/data#${dataset.id}`}>
                {dataset.title}
              </a>,
              dataset.publisher,
              dataset.license,
              dataset.wording,
              formatNumber(dataset.rowCount, defaultLocale),
            ],
          }))}
        />
      </Section>
    </>
  );
}
