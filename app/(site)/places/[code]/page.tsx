import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { SourceLine } from '#components/claims/source-line.tsx';
import { AwardSection } from '#components/contracts/award-section.tsx';
import { FlowTable } from '#components/flows/flow-table.tsx';
import { DayForm } from '#components/laws/day-form.tsx';
import { LawStatusList } from '#components/laws/law-status-list.tsx';
import { PowersByDay } from '#components/laws/powers-by-day.tsx';
import { ListedMeasures } from '#components/measures/listed-measures.tsx';
import { CoverageList } from '#components/places/coverage-list.tsx';
import { DeviceTable } from '#components/places/device-table.tsx';
import { FromAround } from '#components/places/from-around.tsx';
import { OwnList } from '#components/places/own-list.tsx';
import { PlaceNotes } from '#components/places/place-notes.tsx';
import { DeploymentTable } from '#components/programs/deployment-table.tsx';
import { FactList } from '#components/records/fact-list.tsx';
import { NamesLine } from '#components/records/names-line.tsx';
import { RecordAside } from '#components/records/record-aside.tsx';
import { AsideBox, RecordLayout } from '#components/records/record-layout.tsx';
import { TermsList } from '#components/records/terms-list.tsx';
import { UnknownRows } from '#components/records/unknown-rows.tsx';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { EntityLink } from '#components/ui/rich-text.tsx';
import { Section } from '#components/ui/section.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatDay, formatNumber, toIsoDay } from '#lib/messages/format.ts';
import { isBare, loadBrief, toBriefClaims } from '#lib/places/brief.ts';
import { findBodiesOf, findPlacePage } from '#lib/places/queries.ts';
import { splitBrief } from '#lib/places/split-brief.ts';
import { toEntityJsonLd } from '#lib/records/json-ld.ts';
import { toTally } from '#lib/records/tally.ts';
import { toMetadata, toPageUrl } from '../../page-metadata.ts';
import { describe, getRecord, loadRecord } from '../../record.ts';
import { readDay, type SearchState } from '../../search-state.ts';

type Props = { params: Promise<{ code: string }>; searchParams: SearchState };

const getPlace = cache(async (code: string) => {
  const head = await getRecord('place', code);
  return (await findPlacePage(head.slug)) ?? notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { head } = await getPlace((await params).code);
  const { places, site } = getMessages();
  const title = fill(places.brief, { place: head.ref.label });
  return toMetadata({ ...describe(head), title, description: `${title}. ${site.tagline}.` });
}

export default async function PlaceRoute({ params, searchParams }: Props) {
  const place = await getPlace((await params).code);
  const { head } = place;
  const day = readDay((await searchParams).on, toIsoDay(new Date()));
  const [{ groups, mentions, history, citation }, brief] = await Promise.all([
    loadRecord(head),
    loadBrief(place, day),
  ]);
  const { guides, lists, places, records, site } = getMessages();
  const date = formatDay(day, defaultLocale);
  const { own, wider } = splitBrief(brief, place.chain, await findBodiesOf(head.ref.id));
  const around = place.chainRefs.slice(1);
  const level: Record<string, string> = places.level;
  const sources = [...new Map(toBriefClaims(brief).map((claim) => [claim.work.id, claim.work])).values()];
  const placeMentions = mentions.filter(
    (mention) => mention.subject.kind !== 'program' && mention.subject.kind !== 'law',
  );
  return (
    <>
      <JsonLd data={toEntityJsonLd(head, toPageUrl(head.ref.href))} />
      <PageHeader
        crumbs={[
          { label: site.nav.places, href: '/places' },
          ...place.ancestors.toReversed().map((ref) => ({ label: ref.label, href: ref.href })),
        ]}
        crumbsLabel={site.breadcrumbs}
        kicker={`${level[place.level] ?? place.level} · ${fill(places.code, { code: place.code })}`}
        title={head.ref.label}
        titleLang={head.ref.lang}
      >
        <NamesLine head={head} />
        <PlaceNotes place={place} holes={brief.holes} />
        <DayForm action={head.ref.href} label={places.onLabel} submit={places.onSubmit} day={day} />
      </PageHeader>
      <RecordLayout
        aside={
          <>
            <RecordAside
              tally={toTally(groups, brief.unknowns, toBriefClaims(brief))}
              history={history}
              citation={citation}
              head={head}
              mentions={placeMentions}
            />
            {(place.regions.length > 0 || place.townCount > 0) && (
              <div data-screen-only="">
                <AsideBox title={places.contains}>
                  {place.regions.length > 0 && (
                    <details>
                      <summary>
                        {formatCount(place.regionCount, places.containsRegions, defaultLocale)}
                      </summary>
                      <ul>
                        {place.regions.map((ref) => (
                          <li key={ref.id}>
                            <EntityLink entity={ref} />
                          </li>
                        ))}
                      </ul>
                    </details>
                  )}
                  {brief.towns.length > 0 && (
                    <details>
                      <summary>{formatCount(place.townCount, places.containsTowns, defaultLocale)}</summary>
                      <ul>
                        {brief.towns.map((ref) => (
                          <li key={ref.id}>
                            <EntityLink entity={ref} />
                          </li>
                        ))}
                      </ul>
                    </details>
                  )}
                </AsideBox>
              </div>
            )}
          </>
        }
      >
        <Section id="programs" title={places.programs}>
          {brief.programs.reaching.length === 0 ? (
            <p>{places.programsNone}</p>
          ) : (
            <OwnList isEmpty={own.programs.length === 0}>
              <CoverageList items={own.programs} />
            </OwnList>
          )}
          {brief.programs.inside.length > 0 && (
            <>
              <h3>{places.inside}</h3>
              <CoverageList items={brief.programs.inside} />
            </>
          )}
          <FromAround around={around} count={wider.programs.length} paper="small">
            <CoverageList items={wider.programs} />
          </FromAround>
        </Section>
        {brief.terms.length > 0 && (
          <Section id="terms" title={places.terms} note={places.termsNote}>
            <TermsList items={brief.terms} />
          </Section>
        )}
        <Section id="laws" title={places.laws} note={fill(places.asOf, { date })}>
          {brief.laws.length === 0 ? (
            <p>{places.lawsNone}</p>
          ) : (
            <OwnList isEmpty={own.laws.length === 0}>
              <LawStatusList laws={own.laws} day={day} />
            </OwnList>
          )}
          <FromAround around={around} count={wider.laws.length} paper="small">
            <LawStatusList laws={wider.laws} day={day} />
          </FromAround>
        </Section>
        <ListedMeasures rows={brief.measures} />
        <Section id="powers" title={places.powers} note={fill(places.asOf, { date })}>
          <PowersByDay
            powers={own.powers}
            day={day}
            none={around.length === 0 ? places.powersNone : places.ownNone}
          />
          <FromAround around={around} count={wider.powers.length} paper="left">
            <PowersByDay powers={wider.powers} day={day} none={places.powersNone} />
          </FromAround>
        </Section>
        {brief.cases.length > 0 && (
          <Section id="cases" title={places.cases}>
            <TermsList items={brief.cases} />
          </Section>
        )}
        <Section id="flows" title={places.flows}>
          {brief.flows.length === 0 && brief.pairs === 0 && <p>{places.flowsNone}</p>}
          {own.flows.length > 0 && <FlowTable flows={own.flows} caption={lists.flows.curatedCaption} />}
          {brief.pairs > 0 && (
            <p>
              <a href={`/flows?place=${encodeURIComponent(place.code)}`}>
                {formatCount(brief.pairs, places.flowsCount, defaultLocale)}
              </a>
            </p>
          )}
          <FromAround around={around} count={wider.flows.length} paper="left">
            <FlowTable flows={wider.flows} caption={lists.flows.curatedCaption} />
          </FromAround>
        </Section>
        <Section id="devices" title={places.devices} note={<a href={brief.mapHref}>{places.devicesMap}</a>}>
          {brief.devices.length === 0 ? <p>{places.devicesNone}</p> : <DeviceTable rows={brief.devices} />}
        </Section>
        <Section
          id="deployments"
          title={places.deployments}
          {...(brief.deployments.total > 0 ? { note: places.deploymentsNote } : {})}
        >
          {brief.deployments.total === 0 ? (
            <p>{places.deploymentsNone}</p>
          ) : (
            <DeploymentTable rows={brief.deployments.rows} total={brief.deployments.total} />
          )}
          {brief.deployments.total > brief.deployments.rows.length && (
            <p>
              <a href={`/programs?place=${encodeURIComponent(place.code)}#deployments`}>
                {fill(places.deploymentsAll, { count: formatNumber(brief.deployments.total, defaultLocale) })}
              </a>
            </p>
          )}
        </Section>
        <AwardSection
          awards={brief.awards}
          totals={brief.awardTotals}
          of={head.ref.id}
          query={`place=${encodeURIComponent(place.code)}`}
        />
        {groups.length > 0 && <FactList groups={groups} about={head.ref.label} />}
        <Section id="unknown" title={records.unknowns} note={records.unknownsNote}>
          {brief.unknowns.length === 0 ? (
            <p>{isBare(brief) && groups.length === 0 ? places.nothing : places.noQuestion}</p>
          ) : (
            <OwnList isEmpty={own.unknowns.length === 0}>
              <UnknownRows unknowns={own.unknowns} withSubject />
            </OwnList>
          )}
          <FromAround around={around} count={wider.unknowns.length} paper="left">
            <UnknownRows unknowns={wider.unknowns} withSubject />
          </FromAround>
          <p data-screen-only="">
            <a href="/about/what-to-ask">{guides.asking.short}</a>
          </p>
        </Section>
        {sources.length > 0 && (
          <Section id="sources" title={places.sources}>
            <ul>
              {sources.map((work) => (
                <li key={work.id}>
                  <SourceLine work={work} />
                </li>
              ))}
            </ul>
          </Section>
        )}
      </RecordLayout>
    </>
  );
}
