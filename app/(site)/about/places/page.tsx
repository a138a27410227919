import type { Metadata } from 'next';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { getMessages } from '#lib/messages/catalog.ts';
import { getDisputeNotes } from '#lib/places/dispute-note.ts';
import { toMetadata } from '../../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().about.places;
  return toMetadata({ title, description: deck, path: '/about/places' });
}

export default function PlacesPolicyPage() {
  const { about, site } = getMessages();
  const words = about.places;
  const notes = Object.entries(getDisputeNotes());
  return (
    <>
      <PageHeader
        crumbs={[{ label: site.nav.about, href: '/about' }]}
        crumbsLabel={site.breadcrumbs}
        title={words.title}
        deck={words.deck}
      />
      <Prose>
        <section aria-labelledby="policy">
          <h2 id="policy">{words.policy}</h2>
          {words.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </section>
        <section aria-labelledby="notes">
          <h2 id="notes">{words.list}</h2>
          {notes.length === 0 ? (
            <p>{words.empty}</p>
          ) : (
            <dl>
              {notes.map(([key, note]) => (
                <div key={key} id={key}>
                  <dt>{note.label}</dt>
                  <dd>
                    {note.area}
                    {note.places.map((code) => (
                      <span key={code}>
                        {' · '}
                        <a href={`/places/${code}`}>{code}</a>
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </section>
      </Prose>
    </>
  );
}
