import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ClaimFacts } from '#components/claims/claim-facts.tsx';
import { ClaimLinks } from '#components/claims/claim-links.tsx';
import { LostMark } from '#components/claims/lost-mark.tsx';
import { Passage } from '#components/claims/passage.tsx';
import { StatementList } from '#components/claims/statement-list.tsx';
import { CitationBox, HistoryLine } from '#components/records/record-aside.tsx';
import { AsideBox, RecordLayout } from '#components/records/record-layout.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { EntityLink } from '#components/ui/rich-text.tsx';
import { Section } from '#components/ui/section.tsx';
import { toClaimPath } from '#lib/claims/entity-path.ts';
import { findClaimPage } from '#lib/claims/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount } from '#lib/messages/format.ts';
import { toClaimDescription } from '#lib/records/claim-description.ts';
import { readPathSegment } from '#lib/site/path-segment.ts';
import { showExcerpts } from '#lib/works/show-excerpts.ts';
import { toMetadata } from '../../page-metadata.ts';
import { citePage, loadHistory } from '../../record.ts';

type Props = { params: Promise<{ id: string }> };

const getPage = cache(async (id: string) => (await findClaimPage(readPathSegment(id))) ?? notFound());

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { claim } = await getPage((await params).id);
  const title = fill(getMessages().records.claim.title, { id: claim.id });
  return toMetadata({ title, description: toClaimDescription(claim), path: claim.href });
}

export default async function ClaimRoute({ params }: Props) {
  const page = await getPage((await params).id);
  const [claim = page.claim] = await showExcerpts([page.claim]);
  const history = await loadHistory('claim', claim.id);
  const { records, evidence, site } = getMessages();
  const words = records.claim;
  const title = fill(words.title, { id: claim.id });
  return (
    <>
      <PageHeader
        crumbs={[
          { label: site.nav.sources, href: '/sources' },
          { label: claim.work.title, href: claim.work.href },
        ]}
        crumbsLabel={site.breadcrumbs}
        kicker={title}
        title={claim.says}
        deck={
          <p>
            {words.said} <EntityLink entity={claim.subject} />
          </p>
        }
      />
      <RecordLayout
        aside={
          <>
            <AsideBox title={words.origin}>
              <p>
                {page.sameOrigin === 0
                  ? words.originAlone
                  : formatCount(page.sameOrigin, words.originText, defaultLocale)}
              </p>
              <p>
                <code>{claim.originKey}</code>
              </p>
            </AsideBox>
            <AsideBox title={records.history}>
              <HistoryLine history={history} />
            </AsideBox>
            <CitationBox citation={citePage(claim.says, claim.id, claim.href)} />
          </>
        }
      >
        {claim.review === 'withdrawn' && (
          <p>
            <strong>{fill(evidence.withdrawnText, { reason: claim.withdrawnReason ?? '' })}</strong>
          </p>
        )}
        <Section id="passages" title={words.passages}>
          <LostMark claims={[claim]} />
          {claim.passages.map((passage) => (
            <Passage key={passage.id} passage={passage} work={claim.work} />
          ))}
        </Section>
        <ClaimFacts claim={claim} />
        {page.links.length > 0 && (
          <Section id="links" title={words.links}>
            <ClaimLinks links={page.links} />
          </Section>
        )}
        <Section id="siblings" title={words.siblings}>
          {page.siblings.length === 0 ? (
            <p>{words.siblingsNone}</p>
          ) : (
            <StatementList claims={page.siblings} withSource />
          )}
        </Section>
        {page.inferences.length > 0 && (
          <Section id="inferences" title={words.inferences}>
            <ul>
              {page.inferences.map((inference) => (
                <li key={inference.id}>
                  {inference.says} {inference.reason}
                </li>
              ))}
            </ul>
          </Section>
        )}
        <nav aria-label={records.work.claimsInOrder}>
          {page.neighbors.previous !== undefined && (
            <a href={toClaimPath(page.neighbors.previous)}>← {words.previous}</a>
          )}{' '}
          {page.neighbors.next !== undefined && <a href={toClaimPath(page.neighbors.next)}>{words.next} →</a>}
        </nav>
      </RecordLayout>
    </>
  );
}
