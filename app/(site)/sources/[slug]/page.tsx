import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { StatementList } from '#components/claims/statement-list.tsx';
import { VisitList } from '#components/links/visit-list.tsx';
import { RecordAside } from '#components/records/record-aside.tsx';
import { RecordLayout } from '#components/records/record-layout.tsx';
import { UnknownRows } from '#components/records/unknown-rows.tsx';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { CaptureList } from '#components/works/capture-list.tsx';
import { SightList } from '#components/works/sight-list.tsx';
import { VerificationTable } from '#components/works/verification-table.tsx';
import { WorkFacts } from '#components/works/work-facts.tsx';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import { toWorkJsonLd } from '#lib/records/json-ld.ts';
import { toTally } from '#lib/records/tally.ts';
import { readPathSegment } from '#lib/site/path-segment.ts';
import { findWorkPage } from '#lib/works/queries.ts';
import { toMetadata, toPageUrl } from '../../page-metadata.ts';
import { citePage, loadHistory } from '../../record.ts';

type Props = { params: Promise<{ slug: string }> };

const getPage = cache(async (slug: string) => (await findWorkPage(readPathSegment(slug))) ?? notFound());

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { work } = await getPage((await params).slug);
  const { title, publisher } = work;
  const source = publisher === undefined ? title : `${publisher}: ${title}`;
  return toMetadata({
    title,
    description: `${getMessages().lists.sources.title}: ${source}`,
    path: work.href,
  });
}

export default async function SourcePage({ params }: Props) {
  const page = await getPage((await params).slug);
  const { work } = page;
  const history = await loadHistory('work', work.id);
  const { records, site } = getMessages();
  const words = records.work;
  return (
    <>
      <JsonLd data={toWorkJsonLd(work, toPageUrl(work.href))} />
      <PageHeader
        crumbs={[{ label: site.nav.sources, href: '/sources' }]}
        crumbsLabel={site.breadcrumbs}
        kicker={
          work.publisher === undefined
            ? words.kind[work.kind]
            : `${words.kind[work.kind]} · ${work.publisher}`
        }
        title={work.title}
        titleLang={work.titleLang}
        deck={
          <p>
            {work.publishedOn === undefined
              ? words.undated
              : fill(words.published, { date: work.publishedOn })}
            {page.authors.length > 0 && `. ${fill(words.by, { authors: page.authors.join(', ') })}`}
            {!work.identified && `. ${words.notRead}`}
          </p>
        }
      />
      <RecordLayout
        aside={
          <RecordAside
            tally={toTally([], page.unknowns, page.claims)}
            history={history}
            citation={citePage(work.title, work.id, work.href)}
          />
        }
      >
        <Section id="copies" title={words.verification}>
          <VerificationTable states={page.verification} />
          <SightList work={work} lang={page.language} />
          <CaptureList captures={page.captures} archives={work.archives} />
          {page.link !== undefined && <VisitList link={page.link.now} visits={page.link.visits} />}
        </Section>
        <Section id="about-source" title={words.statistics}>
          <WorkFacts page={page} />
        </Section>
        {page.claims.length > 0 && (
          <Section id="statements" title={words.claimsInOrder} note={words.claimsNote}>
            <StatementList claims={page.claims} withSubject />
          </Section>
        )}
        {page.unknowns.length > 0 && (
          <Section id="unknowns" title={records.unknowns} note={records.unknownsNote}>
            <UnknownRows unknowns={page.unknowns} withSubject />
          </Section>
        )}
      </RecordLayout>
    </>
  );
}
