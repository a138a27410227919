import type { Metadata } from 'next';
import { PageHeader } from '#components/ui/page-header.tsx';
import { getMessages } from '#lib/messages/catalog.ts';

export function generateMetadata(): Metadata {
  return { title: getMessages().site.error.title, robots: { index: false } };
}

/** What the front server sends in place of a page that could not be made. Needs no database. */
export default function UnavailablePage() {
  const { error } = getMessages().site;
  return (
    <>
      <PageHeader title={error.title} deck={error.text} />
      <p>
        <a href="/">{error.home}</a>
      </p>
    </>
  );
}
