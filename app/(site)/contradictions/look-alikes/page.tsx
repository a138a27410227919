import type { Metadata } from 'next';
import { LookAlikes } from '#components/contradictions/look-alikes.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { clampPage, findLookAlikePage, lookAlikesPerPage } from '#lib/contradictions/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { toMetadata } from '../../page-metadata.ts';
import { readPage, type SearchState, toHref } from '../../search-state.ts';

const path = '/contradictions/look-alikes';

export function generateMetadata(): Metadata {
  const { lookAlikes, lookAlikesNote } = getMessages().contradictions;
  return toMetadata({ title: lookAlikes, description: lookAlikesNote, path });
}

/** Pairs of statements that only look opposed: a page of their own, because there are many more of them than of real ones. */
export default async function LookAlikesPage({ searchParams }: { searchParams: SearchState }) {
  const page = readPage((await searchParams).page);
  const { rows, total } = await findLookAlikePage(page);
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
      <LookAlikes pairs={rows} />
      <Pager
        page={clampPage(page, total, lookAlikesPerPage)}
        pages={Math.ceil(total / lookAlikesPerPage)}
        toHref={(next) => toHref(path, { page: next })}
      />
    </>
  );
}
