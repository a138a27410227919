import type { Metadata } from 'next';
import { LawIndex } from '#components/laws/law-index.tsx';
import { LawList } from '#components/laws/law-list.tsx';
import { PowerList } from '#components/laws/power-list.tsx';
import { MeasureLists } from '#components/measures/measure-lists.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { groupByJurisdiction } from '#lib/laws/by-jurisdiction.ts';
import { findLaws, findPowers } from '#lib/laws/queries.ts';
import { findMeasures } from '#lib/measures/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { toIsoDay } from '#lib/messages/format.ts';
import { showExcerptsBeside } from '#lib/works/show-excerpts.ts';
import { toMetadata } from '../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().lists.laws;
  return toMetadata({ title, description: deck, path: '/laws' });
}

export default async function LawsPage() {
  const day = toIsoDay(new Date());
  const [laws, measures, unnamed] = await Promise.all([
    findLaws(),
    findMeasures({}),
    findPowers({ lawId: null }, day).then(showExcerptsBeside),
  ]);
  const { lists } = getMessages();
  const cases = laws.filter((law) => law.isCase);
  return (
    <>
      <PageHeader title={lists.laws.title} deck={lists.laws.deck} />
      {laws.length === 0 ? (
        <p>{lists.laws.empty}</p>
      ) : (
        <LawIndex
          groups={groupByJurisdiction(
            laws.filter((law) => !law.isCase),
            defaultLocale,
          )}
          day={day}
        />
      )}
      {cases.length > 0 && (
        <Section id="cases" title={lists.laws.cases} note={lists.laws.casesNote}>
          <LawList laws={cases} day={day} />
        </Section>
      )}
      <MeasureLists rows={measures} />
      {unnamed.length > 0 && (
        <Section id="unnamed" title={lists.laws.unnamed}>
          <PowerList powers={unnamed} />
        </Section>
      )}
    </>
  );
}
