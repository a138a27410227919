import type { Metadata } from 'next';
import { DayForm } from '#components/laws/day-form.tsx';
import { LegalAnswer } from '#components/laws/legal-answer.tsx';
import { PowerList } from '#components/laws/power-list.tsx';
import { MeasureTable } from '#components/measures/measure-table.tsx';
import { FactList } from '#components/records/fact-list.tsx';
import { NamesLine } from '#components/records/names-line.tsx';
import { RecordAside } from '#components/records/record-aside.tsx';
import { RecordLayout } from '#components/records/record-layout.tsx';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { labelText } from '#lib/claims/rich-text.ts';
import { formatEdtf } from '#lib/edtf.ts';
import { decideLegalStatus } from '#lib/laws/legal-status.ts';
import { countLostStages, findPowers, findStages, isInForce } from '#lib/laws/queries.ts';
import { findMeasures } from '#lib/measures/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill, formatDay, toIsoDay } from '#lib/messages/format.ts';
import { toEntityJsonLd } from '#lib/records/json-ld.ts';
import { toTally } from '#lib/records/tally.ts';
import { showExcerptsBeside } from '#lib/works/show-excerpts.ts';
import { toMetadata, toPageUrl } from '../../page-metadata.ts';
import { describe, getRecord, loadRecord } from '../../record.ts';
import { readDay, type SearchState } from '../../search-state.ts';

type Props = { params: Promise<{ slug: string }>; searchParams: SearchState };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return toMetadata(describe(await getRecord('law', (await params).slug)));
}

export default async function LawPage({ params, searchParams }: Props) {
  const head = await getRecord('law', (await params).slug);
  const day = readDay((await searchParams).on, toIsoDay(new Date()));
  const [{ groups, unknowns, mentions, history, citation }, stages, powers, lost, measures] =
    await Promise.all([
      loadRecord(head),
      findStages([head.ref.id]),
      findPowers({ lawId: head.ref.id }, day).then(showExcerptsBeside),
      countLostStages([head.ref.id]),
      findMeasures({ law: head.ref.id }),
    ]);
  const { listed, records, site } = getMessages();
  const status = decideLegalStatus(stages.get(head.ref.id) ?? [], day);
  const valid = isInForce(status);
  // A case has a page here because it ends or narrows laws; whether it is in force is no question.
  const isCase = groups.some((group) =>
    group.predicates.some(({ predicate }) => predicate.startsWith('case.')),
  );
  // The powers stand in a section of their own, with the day asked for.
  const facts = groups
    .map((group) => ({
      ...group,
      predicates: group.predicates.filter((predicate) => predicate.predicate !== 'law.power'),
    }))
    .filter((group) => group.predicates.length > 0);
  return (
    <>
      <JsonLd data={toEntityJsonLd(head, toPageUrl(head.ref.href), status.state)} />
      <PageHeader
        crumbs={[{ label: site.nav.laws, href: '/laws' }]}
        crumbsLabel={site.breadcrumbs}
        kicker={isCase ? records.law.courtCase : records.kind.law}
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
        {!isCase && (
          <Section id="in-force" title={records.law.check}>
            <LegalAnswer
              status={status}
              day={day}
              start={status.start === undefined ? undefined : formatEdtf(status.start)}
              lost={lost.get(head.ref.id)}
            />
            <DayForm action={head.ref.href} label={records.law.on} submit={records.law.submit} day={day} />
          </Section>
        )}
        {!isCase && (
          <Section
            id="powers"
            title={valid ? records.law.powers : records.law.powersDraft}
            note={fill(records.law.status, { date: formatDay(day, 'en') })}
          >
            {powers.length === 0 ? (
              <p>{records.law.noPowers}</p>
            ) : (
              <PowerList powers={powers} withLaw={false} />
            )}
          </Section>
        )}
        <FactList groups={facts} unknowns={unknowns} />
        {measures.length > 0 && (
          <Section id="listed" title={listed.measures.titleLaw} note={listed.measures.noteLaw}>
            <MeasureTable rows={measures} of={head.ref.id} />
          </Section>
        )}
      </RecordLayout>
    </>
  );
}
