import type { Metadata } from 'next';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { getMessages } from '#lib/messages/catalog.ts';
import { toMetadata } from '../../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().guides.reading;
  return toMetadata({ title, description: deck, path: '/about/reading-the-map' });
}

export default function ReadingTheMapPage() {
  const { guides, site } = getMessages();
  const { title, deck, sections } = guides.reading;
  return (
    <>
      <PageHeader
        crumbs={[{ label: site.nav.about, href: '/about' }]}
        crumbsLabel={site.breadcrumbs}
        title={title}
        deck={deck}
      />
      <Prose>
        {sections.map(({ id, title, paragraphs }) => (
          <section key={id} aria-labelledby={id}>
            <h2 id={id}>{title}</h2>
            {paragraphs.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </section>
        ))}
        <p>
          <a href="/map">{site.nav.map}</a> · <a href="/about/data">{getMessages().about.data.title}</a> ·{' '}
          <a href="/about/places">{getMessages().about.places.title}</a> ·{' '}
          <a href="/about/what-to-ask">{guides.asking.short}</a>
        </p>
      </Prose>
    </>
  );
}
