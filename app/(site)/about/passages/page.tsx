import type { Metadata } from 'next';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { LostList, UncheckedTable } from '#components/works/lost-list.tsx';
import { VerificationRuns } from '#components/works/verification-runs.tsx';
import { VerificationTable } from '#components/works/verification-table.tsx';
import { getMessages } from '#lib/messages/catalog.ts';
import { findVerification } from '#lib/works/verification.ts';
import { toMetadata } from '../../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().checks.passages;
  return toMetadata({ title, description: deck, path: '/about/passages' });
}

export default async function PassagesPage() {
  const { counts, unchecked, lost, runs } = await findVerification();
  const { checks, site } = getMessages();
  const words = checks.passages;
  return (
    <>
      <PageHeader
        crumbs={[{ label: site.nav.about, href: '/about' }]}
        crumbsLabel={site.breadcrumbs}
        title={words.title}
        deck={words.deck}
      />
      <Section id="totals" title={words.totals}>
        <VerificationTable states={counts} />
      </Section>
      <Section id="lost" title={words.lost} note={words.lostNote}>
        <LostList passages={lost} />
      </Section>
      {unchecked.length > 0 && (
        <Section id="unchecked" title={words.why}>
          <UncheckedTable rows={unchecked} />
        </Section>
      )}
      <Section id="runs" title={words.runs}>
        <VerificationRuns runs={runs} />
      </Section>
    </>
  );
}
