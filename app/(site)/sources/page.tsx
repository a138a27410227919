import type { Metadata } from 'next';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { Table } from '#components/ui/table.tsx';
import { WorkList } from '#components/works/work-list.tsx';
import { findDatasets } from '#lib/holdings/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatNumber } from '#lib/messages/format.ts';
import { findWorks } from '#lib/works/queries.ts';
import { toMetadata } from '../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().lists.sources;
  return toMetadata({ title, description: deck, path: '/sources' });
}

export default async function SourcesPage() {
  const [works, datasets] = await Promise.all([findWorks(), findDatasets()]);
  const { about, lists } = getMessages();
  const words = lists.sources;
  const read = works.filter((work) => work.claims > 0);
  const cited = works.filter((work) => work.claims === 0);
  return (
    <>
      <PageHeader title={words.title} deck={words.deck} />
      <Section id="read" title={words.read}>
        {read.length === 0 ? <p>{words.empty}</p> : <WorkList works={read} />}
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
