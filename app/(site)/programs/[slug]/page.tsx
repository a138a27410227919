import type { Metadata } from 'next';
import { FactList } from '#components/records/fact-list.tsx';
import { NamesLine } from '#components/records/names-line.tsx';
import { RecordAside } from '#components/records/record-aside.tsx';
import { RecordLayout } from '#components/records/record-layout.tsx';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { labelText } from '#lib/claims/rich-text.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { findScale } from '#lib/programs/queries.ts';
import { toEntityJsonLd } from '#lib/records/json-ld.ts';
import { toTally } from '#lib/records/tally.ts';
import { toMetadata, toPageUrl } from '../../page-metadata.ts';
import { describe, getRecord, loadRecord } from '../../record.ts';

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return toMetadata(describe(await getRecord('program', (await params).slug)));
}

export default async function ProgramPage({ params }: Props) {
  const head = await getRecord('program', (await params).slug);
  const [{ groups, unknowns, mentions, history, citation }, scale] = await Promise.all([
    loadRecord(head),
    findScale(head.ref.id),
  ]);
  const { records, site } = getMessages();
  return (
    <>
      <JsonLd data={toEntityJsonLd(head, toPageUrl(head.ref.href))} />
      <PageHeader
        crumbs={[{ label: site.nav.programs, href: '/programs' }]}
        crumbsLabel={site.breadcrumbs}
        kicker={scale === undefined ? records.kind.program : records.scale[scale]}
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
        <FactList groups={groups} unknowns={unknowns} />
      </RecordLayout>
    </>
  );
}
