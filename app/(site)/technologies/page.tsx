import type { Metadata } from 'next';
import { TechnologyList } from '#components/technologies/technology-list.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { getMessages } from '#lib/messages/catalog.ts';
import { findTechnologies } from '#lib/technologies/queries.ts';
import { toMetadata } from '../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().lists.technologies;
  return toMetadata({ title, description: deck, path: '/technologies' });
}

export default async function TechnologiesPage() {
  const { lists } = getMessages();
  const families = Map.groupBy(await findTechnologies(), (row) => row.family);
  const names: Record<string, string> = lists.technologies.family;
  return (
    <>
      <PageHeader title={lists.technologies.title} deck={lists.technologies.deck} />
      {[...families].map(([family, rows]) => (
        <Section key={family} id={family} title={names[family] ?? family}>
          <TechnologyList rows={rows} />
        </Section>
      ))}
    </>
  );
}
