import type { Metadata } from 'next';
import { LookAlikes } from '#components/contradictions/look-alikes.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { findContradictions } from '#lib/contradictions/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { toMetadata } from '../../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { lookAlikes, lookAlikesNote } = getMessages().contradictions;
  return toMetadata({
    title: lookAlikes,
    description: lookAlikesNote,
    path: '/contradictions/look-alikes',
  });
}

/** Pairs of statements that only look opposed: a page of their own, because there are many more of them than of real ones. */
export default async function LookAlikesPage() {
  const { lookAlikes } = await findContradictions();
  const words = getMessages().contradictions;
  return (
    <>
      <PageHeader
        crumbs={[{ label: words.title, href: '/contradictions' }]}
        crumbsLabel={getMessages().site.breadcrumbs}
        title={words.lookAlikes}
        deck={words.lookAlikesNote}
      />
      <h2>{words.lookAlikesWhy}</h2>
      <LookAlikes pairs={lookAlikes} />
    </>
  );
}
