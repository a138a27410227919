import type { Metadata } from 'next';
import { StatementList } from '#components/claims/statement-list.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { Section } from '#components/ui/section.tsx';
import { clampPage, findSilence, silencePerPage } from '#lib/contradictions/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import { toMetadata } from '../../page-metadata.ts';
import { readPage, type SearchState, toHref } from '../../search-state.ts';

const path = '/contradictions/silence';

export function generateMetadata(): Metadata {
  const { silence, silenceNote } = getMessages().contradictions;
  return toMetadata({ title: silence, description: silenceNote, path });
}

export default async function SilencePage({ searchParams }: { searchParams: SearchState }) {
  const page = readPage((await searchParams).page);
  const { rows, total } = await findSilence(page);
  const words = getMessages().contradictions;
  return (
    <>
      <PageHeader
        crumbs={[{ label: words.title, href: '/contradictions' }]}
        crumbsLabel={getMessages().site.breadcrumbs}
        title={words.silence}
        deck={words.silenceNote}
      />
      <Section id="statements" title={formatCount(total, words.silenceAll, defaultLocale)}>
        {total === 0 ? <p>{words.empty}</p> : <StatementList claims={rows} withSource />}
        <Pager
          page={clampPage(page, total, silencePerPage)}
          pages={Math.ceil(total / silencePerPage)}
          toHref={(next) => toHref(path, { page: next })}
        />
      </Section>
    </>
  );
}
