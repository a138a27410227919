import type { Metadata } from 'next';
import { LawList } from '#components/laws/law-list.tsx';
import { PowerList } from '#components/laws/power-list.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { findLaws, findPowers } from '#lib/laws/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { toIsoDay } from '#lib/messages/format.ts';
import { showExcerptsBeside } from '#lib/works/show-excerpts.ts';
import { toMetadata } from '../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().lists.laws;
  return toMetadata({ title, description: deck, path: '/laws' });
}

export default async function LawsPage() {
  const day = toIsoDay(new Date());
  const [laws, unnamed] = await Promise.all([
    findLaws(),
    findPowers({ lawId: null }, day).then(showExcerptsBeside),
  ]);
  const { lists } = getMessages();
  return (
    <>
      <PageHeader title={lists.laws.title} deck={lists.laws.deck} />
      {laws.length === 0 ? <p>{lists.laws.empty}</p> : <LawList laws={laws} day={day} />}
      {unnamed.length > 0 && (
        <Section id="unnamed" title={lists.laws.unnamed}>
          <PowerList powers={unnamed} />
        </Section>
      )}
    </>
  );
}
