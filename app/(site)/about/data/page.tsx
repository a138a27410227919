import type { Metadata } from 'next';
import { DatasetCard } from '#components/holdings/dataset-card.tsx';
import { NotTaken } from '#components/holdings/not-taken.tsx';
import { HeldSets } from '#components/scrapes/held-sets.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { findDatasets } from '#lib/holdings/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { findLatestRuns } from '#lib/scrapes/queries.ts';
import { toMetadata } from '../../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().about.data;
  return toMetadata({ title, description: deck, path: '/about/data' });
}

export default async function DataPage() {
  const [datasets, latest] = await Promise.all([findDatasets(), findLatestRuns()]);
  const held = latest.map(({ run }) => run).filter(({ state }) => state === 'held');
  const { about, site } = getMessages();
  const words = about.data;
  return (
    <>
      <PageHeader
        crumbs={[{ label: site.nav.about, href: '/about' }]}
        crumbsLabel={site.breadcrumbs}
        title={words.title}
        deck={words.deck}
      >
        <p>{words.own}</p>
      </PageHeader>
      {datasets.map((dataset) => (
        <DatasetCard key={dataset.id} dataset={dataset} />
      ))}
      {held.length > 0 && <HeldSets runs={held} />}
      <NotTaken />
      <h2>{words.notHeld}</h2>
      <p>{words.notHeldText}</p>
      <p>{words.fonts}</p>
    </>
  );
}
