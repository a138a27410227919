import type { Metadata } from 'next';
import { CountryTable, CountTable, MissingList, SightTable } from '#components/corpus/coverage-tables.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { EntityLink } from '#components/ui/rich-text.tsx';
import { Section } from '#components/ui/section.tsx';
import { findCorpusCoverage } from '#lib/corpus/coverage.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatLanguage } from '#lib/messages/format.ts';
import { toMetadata } from '../../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().coverage;
  return toMetadata({ title, description: deck, path: '/about/coverage' });
}

export default async function CoveragePage() {
  const held = await findCorpusCoverage();
  const { coverage: words, evidence, records, site } = getMessages();
  const kinds: Record<string, string> = words.kinds;
  const workKinds: Record<string, string> = records.work.kind;
  const stances: Record<string, string> = evidence.stance;
  const modalities: Record<string, string> = evidence.modality;
  return (
    <>
      <PageHeader
        crumbs={[{ label: site.nav.about, href: '/about' }]}
        crumbsLabel={site.breadcrumbs}
        title={words.title}
        deck={words.deck}
      />
      <Section id="totals" title={words.totals}>
        <CountTable
          caption={words.totalsCaption}
          head={words.total}
          rows={Object.entries(held.totals).map(([key, count]) => ({ key, count }))}
          label={(key) => kinds[key] ?? key}
        />
      </Section>
      <Section id="gaps" title={words.gaps}>
        <MissingList countries={held.countries} missing={held.missing.length} />
        {held.missing.length > 0 && (
          <details>
            <summary>{words.missing}</summary>
            <p>{words.missingNote}</p>
            <p>
              {held.missing.map((country, index) => (
                <span key={country.id}>
                  {index > 0 && ', '}
                  <EntityLink entity={country} />
                </span>
              ))}
            </p>
          </details>
        )}
      </Section>
      <Section id="countries" title={words.countries} note={words.countriesNote}>
        <CountryTable rows={held.countries} />
      </Section>
      <Section id="seen" title={words.seen} note={words.seenNote}>
        <SightTable rows={held.sights} />
        <p>{words.secondReading}</p>
      </Section>
      <Section id="sources" title={words.sources}>
        <CountTable
          caption={words.sourcesCaption}
          head={words.sourceKind}
          rows={held.workKinds}
          label={(key) => workKinds[key] ?? key}
        />
        <CountTable
          caption={words.languagesCaption}
          head={words.language}
          rows={held.languages}
          label={(tag) => formatLanguage(tag, defaultLocale)}
        />
      </Section>
      <Section id="statements" title={words.statements}>
        <CountTable
          caption={words.stanceCaption}
          head={words.stance}
          rows={held.stances}
          label={(key) => stances[key] ?? key}
        />
        <CountTable
          caption={words.modalityCaption}
          head={words.modality}
          rows={held.modalities}
          label={(key) => modalities[key] || records.work.plainFact}
        />
        <CountTable
          caption={words.gradesCaption}
          head={words.grade}
          rows={held.grades}
          label={(key) => key}
        />
      </Section>
    </>
  );
}
