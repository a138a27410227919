import type { Metadata } from 'next';
import { StatementList } from '#components/claims/statement-list.tsx';
import { FactList } from '#components/records/fact-list.tsx';
import { NamesLine } from '#components/records/names-line.tsx';
import { RecordAside } from '#components/records/record-aside.tsx';
import { RecordLayout } from '#components/records/record-layout.tsx';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { labelText } from '#lib/claims/rich-text.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { findSpokenClaims } from '#lib/people/queries.ts';
import { toEntityJsonLd } from '#lib/records/json-ld.ts';
import { toTally } from '#lib/records/tally.ts';
import { toMetadata, toPageUrl } from '../../page-metadata.ts';
import { describe, getRecord, loadRecord } from '../../record.ts';

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return toMetadata(describe(await getRecord('person', (await params).slug)));
}

export default async function PersonPage({ params }: Props) {
  const head = await getRecord('person', (await params).slug);
  const [{ groups, unknowns, mentions, history, citation }, spoken] = await Promise.all([
    loadRecord(head),
    findSpokenClaims(head.ref.id),
  ]);
  const { records } = getMessages();
  return (
    <>
      <JsonLd data={toEntityJsonLd(head, toPageUrl(head.ref.href))} />
      <PageHeader
        kicker={records.kind.person}
        title={labelText(head.ref)}
        titleLang={head.ref.lang}
        deck={head.identityWithheld ? records.withheld : records.personNote}
      >
        <NamesLine head={head} />
      </PageHeader>
      <RecordLayout
        aside={
          <RecordAside
            tally={toTally(groups, unknowns, spoken)}
            history={history}
            citation={citation}
            head={head}
            mentions={mentions}
          />
        }
      >
        <FactList groups={groups} unknowns={unknowns} />
        {spoken.length > 0 && (
          <Section id="spoken" title={records.person.spoken} note={records.person.spokenNote}>
            <StatementList claims={spoken} withSubject />
          </Section>
        )}
      </RecordLayout>
    </>
  );
}
