import type { Metadata } from 'next';
import { StatementList } from '#components/claims/statement-list.tsx';
import { ContestedRecords } from '#components/contradictions/contested-records.tsx';
import { LinkedPairs } from '#components/contradictions/linked-pairs.tsx';
import { UnknownRows } from '#components/records/unknown-rows.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { findContradictions } from '#lib/contradictions/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { toMetadata } from '../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().lists.contradictions;
  return toMetadata({ title, description: deck, path: '/contradictions' });
}

export default async function ContradictionsPage() {
  const held = await findContradictions();
  const { lists } = getMessages();
  const words = lists.contradictions;
  return (
    <>
      <PageHeader title={words.title} deck={words.deck} />
      <Section id="disputed" title={words.disputed}>
        <ContestedRecords records={held.disputed} />
      </Section>
      <Section id="denied" title={words.denied}>
        <ContestedRecords records={held.denied} />
      </Section>
      <Section id="conflicts" title={words.conflicts}>
        <ContestedRecords records={held.conflicts} />
      </Section>
      <Section id="links" title={words.links}>
        {held.links.length === 0 ? <p>{words.empty}</p> : <LinkedPairs links={held.links} />}
      </Section>
      <Section id="silence" title={words.silence}>
        {held.silence.length === 0 ? (
          <p>{words.empty}</p>
        ) : (
          <StatementList claims={held.silence} withSource />
        )}
      </Section>
      {held.unknowns.length > 0 && (
        <Section id="unknowns" title={words.unknowns}>
          <UnknownRows unknowns={held.unknowns} withSubject />
        </Section>
      )}
    </>
  );
}
