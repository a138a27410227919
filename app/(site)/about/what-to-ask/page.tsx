import type { Metadata } from 'next';
import { QuestionSheet } from '#components/guides/question-sheet.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { getMessages } from '#lib/messages/catalog.ts';
import { toMetadata } from '../../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().guides.asking;
  return toMetadata({ title, description: deck, path: '/about/what-to-ask' });
}

export default function WhatToAskPage() {
  const { guides, site } = getMessages();
  const { asking } = guides;
  return (
    <>
      <PageHeader
        crumbs={[{ label: site.nav.about, href: '/about' }]}
        crumbsLabel={site.breadcrumbs}
        title={asking.title}
        deck={asking.deck}
      >
        <p>
          <small>{asking.advice}</small>
        </p>
      </PageHeader>
      <QuestionSheet words={asking} />
      <Prose>
        <section aria-labelledby="how">
          <h2 id="how">{asking.howTitle}</h2>
          {asking.how.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </section>
        <section aria-labelledby="known">
          <h2 id="known">{asking.hereTitle}</h2>
          <p>{asking.hereText}</p>
          <p>
            <a href="/here">{asking.hereLink}</a> · <a href="/places">{asking.placesLink}</a>
          </p>
        </section>
        <section aria-labelledby="send">
          <h2 id="send">{asking.sendTitle}</h2>
          <p>{asking.send}</p>
          <p>
            <a href="/about#corrections">{getMessages().about.correctionsTitle}</a>
          </p>
        </section>
      </Prose>
    </>
  );
}
