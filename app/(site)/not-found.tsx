import { PageHeader } from '#components/ui/page-header.tsx';
import { getMessages } from '#lib/messages/catalog.ts';

export default function NotFound() {
  const { site } = getMessages();
  const { nav, notFound } = site;
  return (
    <>
      <PageHeader kicker="404" title={notFound.title} deck={notFound.text} />
      <p>{notFound.mend}</p>
      <ul>
        {(['places', 'programs', 'laws', 'organizations', 'sources'] as const).map((key) => (
          <li key={key}>
            <a href={`/${key}`}>{nav[key]}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
