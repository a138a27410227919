import type { Metadata } from 'next';
import { LinkAddresses, LinkRate, LinkTotals } from '#components/links/link-tables.tsx';
import { WatchLine } from '#components/links/watch-line.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { Section } from '#components/ui/section.tsx';
import { findLinkHealth } from '#lib/links/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { toMetadata } from '../../page-metadata.ts';
import { readPage, type SearchState, toHref } from '../../search-state.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().checks.links;
  return toMetadata({ title, description: deck, path: '/about/links' });
}

const addressesPerPage = 100;

export default async function LinksPage({ searchParams }: { searchParams?: SearchState } = {}) {
  const { links, months, watch } = await findLinkHealth();
  const pages = Math.max(1, Math.ceil(links.length / addressesPerPage));
  const page = Math.min(pages, readPage((await searchParams)?.page));
  const { checks, site } = getMessages();
  const words = checks.links;
  return (
    <>
      <PageHeader
        crumbs={[{ label: site.nav.about, href: '/about' }]}
        crumbsLabel={site.breadcrumbs}
        title={words.title}
        deck={words.deck}
      />
      <Section id="totals" title={words.totals} note={words.rule}>
        {links.length === 0 ? <p>{words.none}</p> : <LinkTotals links={links} />}
      </Section>
      <Section id="schedule" title={words.schedule}>
        <WatchLine watch={watch} now={new Date()} />
      </Section>
      {months.length > 0 && (
        <Section id="rate" title={words.rate} note={words.rateNote}>
          <LinkRate months={months} />
        </Section>
      )}
      {links.length > 0 && (
        <Section id="addresses" title={words.addresses}>
          <LinkAddresses links={links.slice((page - 1) * addressesPerPage, page * addressesPerPage)} />
          <Pager
            page={page}
            pages={pages}
            toHref={(next) => `${toHref('/about/links', { page: next })}#addresses`}
          />
        </Section>
      )}
    </>
  );
}
