import { toHighlightUrl } from '#lib/captures/text-fragment.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import type { WorkView } from '#lib/records/view.ts';

/** Links that open the source, and each archived copy, at the quoted words. */
export function PassageLinks({ phrase, work }: { phrase: string; work: Pick<WorkView, 'url' | 'archives'> }) {
  const { checks } = getMessages();
  const links = [
    { label: checks.highlight, address: work.url },
    ...work.archives.map(({ service, url }) => ({
      label: fill(checks.highlightArchive, { service }),
      address: url,
    })),
  ].flatMap(({ label, address }) => {
    const href = address === undefined ? undefined : toHighlightUrl(address, phrase);
    return href === undefined ? [] : [{ label, href }];
  });
  return links.map(({ label, href }) => (
    <span key={href}>
      {'; '}
      <a href={href} rel="noreferrer">
        {label}
      </a>
    </span>
  ));
}
