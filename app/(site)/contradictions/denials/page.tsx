import type { Metadata } from 'next';
import { UnansweredRecords } from '#components/contradictions/unanswered-records.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { findDenials } from '#lib/contradictions/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import { toMetadata } from '../../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { unanswered, unansweredNote } = getMessages().contradictions;
  return toMetadata({ title: unanswered, description: unansweredNote, path: '/contradictions/denials' });
}

export default async function DenialsPage() {
  const records = await findDenials();
  const words = getMessages().contradictions;
  const count = records.flatMap((record) => record.predicates).flatMap((predicate) => predicate.rows).length;
  return (
    <>
      <PageHeader
        crumbs={[{ label: words.title, href: '/contradictions' }]}
        crumbsLabel={getMessages().site.breadcrumbs}
        title={words.unanswered}
        deck={words.unansweredNote}
      />
      <Section id="statements" title={formatCount(count, words.unansweredAll, defaultLocale)}>
        <UnansweredRecords records={records} />
      </Section>
    </>
  );
}
