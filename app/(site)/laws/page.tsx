import type { Metadata } from 'next';
import { LawGroups } from '#components/laws/law-groups.tsx';
import { LawIndex } from '#components/laws/law-index.tsx';
import { LawList } from '#components/laws/law-list.tsx';
import { PowerList } from '#components/laws/power-list.tsx';
import { MeasureLists } from '#components/measures/measure-lists.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { Section } from '#components/ui/section.tsx';
import { groupByJurisdiction, toGroupKey, toLawPage } from '#lib/laws/by-jurisdiction.ts';
import { findLaws, findPowers } from '#lib/laws/queries.ts';
import { findMeasures } from '#lib/measures/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { toIsoDay } from '#lib/messages/format.ts';
import { showExcerptsBeside } from '#lib/works/show-excerpts.ts';
import { toMetadata } from '../page-metadata.ts';
import { readPage, readText, type SearchState, toHref } from '../search-state.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().lists.laws;
  return toMetadata({ title, description: deck, path: '/laws' });
}

export default async function LawsPage({ searchParams }: { searchParams: SearchState }) {
  const state = await searchParams;
  const of = readText(state.of);
  const day = toIsoDay(new Date());
  const [laws, measures, unnamed] = await Promise.all([
    findLaws(),
    of === '' ? findMeasures({}) : [],
    findPowers({ lawId: null }, day).then(showExcerptsBeside),
  ]);
  const { lists, site } = getMessages();
  const words = lists.laws;
  const cases = laws.filter((law) => law.isCase);
  const groups = groupByJurisdiction(
    laws.filter((law) => !law.isCase),
    defaultLocale,
  );
  const others = [
    { key: 'cases', title: words.cases, count: cases.length },
    { key: 'unnamed', title: words.unnamed, count: unnamed.length },
  ].filter((list) => list.count > 0);
  const chosen = of === '' ? groups : groups.filter((group) => toGroupKey(group) === of);
  const { page, pages, groups: shown } = toLawPage(chosen, readPage(state.page));
  const isOther = of === 'cases' || of === 'unnamed';
  return (
    <>
      <PageHeader
        {...(of === ''
          ? {}
          : { crumbs: [{ label: site.nav.laws, href: '/laws' }], crumbsLabel: site.breadcrumbs })}
        title={words.title}
        deck={words.deck}
      />
      {of === '' && <LawIndex groups={groups} others={others} />}
      {!isOther && shown.length === 0 && <p>{of === '' ? words.empty : words.emptyOf}</p>}
      <LawGroups groups={shown} day={day} />
      <Pager page={page} pages={pages} toHref={(next) => toHref('/laws', { of, page: next })} />
      {of === 'cases' && (
        <Section id="cases" title={words.cases} note={words.casesNote}>
          <LawList laws={cases} day={day} />
        </Section>
      )}
      {of === 'unnamed' && (
        <Section id="unnamed" title={words.unnamed}>
          <PowerList powers={unnamed} />
        </Section>
      )}
      {page === 1 && <MeasureLists rows={measures} />}
    </>
  );
}
