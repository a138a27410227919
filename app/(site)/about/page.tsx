import type { Metadata } from 'next';
import { WordingGuide } from '#components/claims/wording-mark.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { getEnv } from '#lib/env.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import { toMetadata } from '../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().about;
  return toMetadata({ title, description: deck, path: '/about' });
}

export default function AboutPage() {
  const { about, checks, coverage, evidence, guides } = getMessages();
  const contact = getEnv().CONTACT_EMAIL;
  return (
    <>
      <PageHeader title={about.title} deck={about.deck} />
      <Prose>
        {about.sections.map((section) => (
          <section key={section.id} aria-labelledby={section.id}>
            <h2 id={section.id}>{section.title}</h2>
            {section.paragraphs.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </section>
        ))}
        <section aria-labelledby="marks">
          <h2 id="marks">{about.marksTitle}</h2>
          <WordingGuide />
        </section>
        <section aria-labelledby="unknown">
          <h2 id="unknown">{about.unknownTitle}</h2>
          <dl>
            {Object.entries(evidence.unknown).map(([state, words]) => (
              <div key={state}>
                <dt>{words.label}</dt>
                <dd>{words.text}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section aria-labelledby="corrections">
          <h2 id="corrections">{about.correctionsTitle}</h2>
          <p>{about.corrections}</p>
          <p>
            {contact === undefined ? (
              about.correctionsNone
            ) : (
              <a href={`mailto:${contact}`}>{fill(about.correctionsBy, { contact })}</a>
            )}
          </p>
        </section>
        <p>
          <a href="/about/reading-the-map">{guides.reading.short}</a> ·{' '}
          <a href="/about/what-to-ask">{guides.asking.short}</a>
          {' · '}
          <a href="/about/data">{about.data.title}</a> · <a href="/about/places">{about.places.title}</a>
          {' · '}
          <a href="/about/coverage">{coverage.title}</a> ·{' '}
          <a href="/about/passages">{checks.passages.title}</a> ·{' '}
          <a href="/about/links">{checks.links.title}</a>
        </p>
      </Prose>
    </>
  );
}
