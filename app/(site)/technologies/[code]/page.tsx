import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DeploymentTable } from '#components/programs/deployment-table.tsx';
import { SystemList } from '#components/programs/system-list.tsx';
import { FactList } from '#components/records/fact-list.tsx';
import { RecordAside } from '#components/records/record-aside.tsx';
import { RecordLayout } from '#components/records/record-layout.tsx';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { EntityLink } from '#components/ui/rich-text.tsx';
import { Section } from '#components/ui/section.tsx';
import { Table } from '#components/ui/table.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatNumber } from '#lib/messages/format.ts';
import { findDeployments, findSystems } from '#lib/programs/queries.ts';
import { toEntityJsonLd } from '#lib/records/json-ld.ts';
import { toTally } from '#lib/records/tally.ts';
import { findDevicesByCountry, findTechnologies } from '#lib/technologies/queries.ts';
import { toMetadata, toPageUrl } from '../../page-metadata.ts';
import { describe, getRecord, loadRecord } from '../../record.ts';

type Props = { params: Promise<{ code: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return toMetadata(describe(await getRecord('technology', (await params).code)));
}

export default async function TechnologyPage({ params }: Props) {
  const head = await getRecord('technology', (await params).code);
  const [technology] = await findTechnologies(head.slug);
  if (technology === undefined) notFound();
  const [{ groups, unknowns, mentions, history, citation }, countries, systems, deployments] =
    await Promise.all([
      loadRecord(head),
      findDevicesByCountry(head.ref.id),
      findSystems({ technology: head.ref.id }),
      findDeployments({ technology: head.ref.id }, 1, 15),
    ]);
  const { lists, places, records, site } = getMessages();
  return (
    <>
      <JsonLd data={toEntityJsonLd(head, toPageUrl(head.ref.href))} />
      <PageHeader
        crumbs={[{ label: site.nav.technologies, href: '/technologies' }]}
        crumbsLabel={site.breadcrumbs}
        kicker={records.kind.technology}
        title={technology.ref.label}
        deck={technology.explainer}
      >
        <p>
          <small>{records.technology.own}</small>
        </p>
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
        {systems.length > 0 && (
          <Section id="systems" title={records.technology.programs}>
            <SystemList systems={systems} />
          </Section>
        )}
        {(technology.atlas.length > 0 || technology.osm.length > 0) && (
          <Section id="crosswalk" title={records.technology.crosswalk}>
            <Table
              caption={technology.code}
              head={[lists.sources.datasets, records.technology.crosswalk]}
              rows={[
                { key: 'atlas', cells: [records.technology.atlas, technology.atlas.join(', ')] },
                {
                  key: 'osm',
                  cells: [records.technology.osm, <code key="osm">{technology.osm.join(', ')}</code>],
                },
              ].filter((row) => row.cells[1] !== '' && !(row.key === 'osm' && technology.osm.length === 0))}
            />
          </Section>
        )}
        <Section id="devices" title={records.technology.devices} note={records.technology.devicesNote}>
          {countries.length === 0 ? (
            <p>{records.technology.none}</p>
          ) : (
            <Table
              caption={formatCount(technology.devices, lists.technologies.devices, defaultLocale)}
              head={[records.technology.country, records.technology.count]}
              numeric={[1]}
              rows={countries.map((row) => ({
                key: row.country?.id ?? '',
                cells: [
                  row.country === undefined ? (
                    lists.flows.unnamedParty
                  ) : (
                    <EntityLink key="country" entity={row.country} />
                  ),
                  formatNumber(row.count, defaultLocale),
                ],
              }))}
            />
          )}
        </Section>
        {deployments.total > 0 && (
          <Section id="deployments" title={records.technology.deployments} note={places.deploymentsNote}>
            <DeploymentTable rows={deployments.rows} total={deployments.total} />
            <p>
              <a href={`/programs?technology=${encodeURIComponent(head.slug)}#deployments`}>
                {fill(places.deploymentsAll, { count: formatNumber(deployments.total, defaultLocale) })}
              </a>
            </p>
          </Section>
        )}
        {(groups.length > 0 || unknowns.length > 0) && <FactList groups={groups} unknowns={unknowns} />}
      </RecordLayout>
    </>
  );
}
