import type { Metadata } from 'next';
import { AwardSection } from '#components/contracts/award-section.tsx';
import { FlowTable } from '#components/flows/flow-table.tsx';
import { DeploymentTable } from '#components/programs/deployment-table.tsx';
import { FactList } from '#components/records/fact-list.tsx';
import { NamesLine } from '#components/records/names-line.tsx';
import { RecordAside } from '#components/records/record-aside.tsx';
import { RecordLayout } from '#components/records/record-layout.tsx';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { WorkList } from '#components/works/work-list.tsx';
import { labelText } from '#lib/claims/rich-text.ts';
import { findAwards, findAwardTotals } from '#lib/contracts/queries.ts';
import { findCuratedFlows, findPairs } from '#lib/flows/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatNumber } from '#lib/messages/format.ts';
import { findDeployments } from '#lib/programs/queries.ts';
import { toEntityJsonLd } from '#lib/records/json-ld.ts';
import { toTally } from '#lib/records/tally.ts';
import { findWorks } from '#lib/works/queries.ts';
import { toMetadata, toPageUrl } from '../../page-metadata.ts';
import { describe, getRecord, loadRecord } from '../../record.ts';

type Props = { params: Promise<{ slug: string }> };

const shownHere = 15;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return toMetadata(describe(await getRecord('organization', (await params).slug)));
}

export default async function OrganizationPage({ params }: Props) {
  const head = await getRecord('organization', (await params).slug);
  const id = head.ref.id;
  const [
    { groups, unknowns, mentions, history, citation },
    deployments,
    flows,
    pairs,
    works,
    awards,
    totals,
  ] = await Promise.all([
    loadRecord(head),
    findDeployments({ organization: id }, 1, shownHere),
    findCuratedFlows({ OR: [{ fromId: id }, { toId: id }] }),
    findPairs({ entity: id }, 1, shownHere),
    findWorks({ publisherId: id }),
    findAwards({ organization: id }, 1, shownHere),
    findAwardTotals({ organization: id }),
  ]);
  const { lists, places, records, site } = getMessages();
  return (
    <>
      <JsonLd data={toEntityJsonLd(head, toPageUrl(head.ref.href))} />
      <PageHeader
        crumbs={[{ label: site.nav.organizations, href: '/organizations' }]}
        crumbsLabel={site.breadcrumbs}
        kicker={records.kind.organization}
        title={labelText(head.ref)}
        titleLang={head.ref.lang}
      >
        <NamesLine head={head} />
      </PageHeader>
      <RecordLayout
        aside={
          <RecordAside
            tally={toTally(groups, unknowns)}
            history={history}
            citation={citation}
            head={head}
            mentions={mentions}
          />
        }
      >
        <FactList groups={groups} unknowns={unknowns} />
        {(flows.length > 0 || pairs.total > 0) && (
          <Section id="flows" title={records.organization.flows}>
            {flows.length > 0 && <FlowTable flows={flows} caption={lists.flows.curatedCaption} />}
            {pairs.total > 0 && (
              <>
                <FlowTable
                  flows={pairs.rows}
                  caption={`${formatCount(pairs.total, places.flowsCount, defaultLocale)}`}
                />
                {pairs.total > pairs.rows.length && (
                  <p>
                    <a href={`/flows?entity=${encodeURIComponent(id)}`}>
                      {fill(places.deploymentsAll, { count: formatNumber(pairs.total, defaultLocale) })}
                    </a>
                  </p>
                )}
              </>
            )}
          </Section>
        )}
        {deployments.total > 0 && (
          <Section id="deployments" title={records.organization.deployments} note={places.deploymentsNote}>
            <DeploymentTable rows={deployments.rows} total={deployments.total} />
            {deployments.total > deployments.rows.length && (
              <p>
                <a href={`/programs?organization=${encodeURIComponent(id)}#deployments`}>
                  {fill(places.deploymentsAll, { count: formatNumber(deployments.total, defaultLocale) })}
                </a>
              </p>
            )}
          </Section>
        )}
        <AwardSection
          awards={awards}
          totals={totals}
          of={id}
          query={`organization=${encodeURIComponent(id)}`}
        />
        {works.length > 0 && (
          <Section id="sources" title={records.organization.sources}>
            <WorkList works={works} />
          </Section>
        )}
      </RecordLayout>
    </>
  );
}
