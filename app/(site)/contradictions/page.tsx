import type { Metadata } from 'next';
import { StatementList } from '#components/claims/statement-list.tsx';
import { Groups } from '#components/contradictions/groups.tsx';
import { UnansweredRecords } from '#components/contradictions/unanswered-records.tsx';
import { UnknownRows } from '#components/records/unknown-rows.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { findContradictions } from '#lib/contradictions/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import { toMetadata } from '../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().contradictions;
  return toMetadata({ title, description: deck, path: '/contradictions' });
}

export default async function ContradictionsPage() {
  const held = await findContradictions();
  const words = getMessages().contradictions;
  return (
    <>
      <PageHeader title={words.title} deck={words.deck} />
      <Section id="groups" title={words.groups} note={words.groupsNote}>
        <Groups groups={held.groups} />
      </Section>
      <Section id="look-alikes" title={words.lookAlikes} note={words.lookAlikesNote}>
        <p>
          <a href="/contradictions/look-alikes">
            {formatCount(held.lookAlikes.length, words.lookAlikesAll, defaultLocale)}
          </a>
        </p>
      </Section>
      <Section id="unanswered" title={words.unanswered}>
        <UnansweredRecords records={held.unanswered} />
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
