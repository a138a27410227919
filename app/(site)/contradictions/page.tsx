import type { Metadata } from 'next';
import { Groups } from '#components/contradictions/groups.tsx';
import { UnknownRows } from '#components/records/unknown-rows.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { Section } from '#components/ui/section.tsx';
import { clampPage, findContradictions, groupsPerPage } from '#lib/contradictions/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import { toMetadata } from '../page-metadata.ts';
import { readPage, type SearchState, toHref } from '../search-state.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().contradictions;
  return toMetadata({ title, description: deck, path: '/contradictions' });
}

export default async function ContradictionsPage({ searchParams }: { searchParams: SearchState }) {
  const page = readPage((await searchParams).page);
  const held = await findContradictions(page);
  const words = getMessages().contradictions;
  const others = [
    [
      '/contradictions/look-alikes',
      words.lookAlikes,
      formatCount(held.lookAlikes, words.lookAlikesAll, defaultLocale),
    ],
    [
      '/contradictions/denials',
      words.unanswered,
      formatCount(held.denials, words.unansweredAll, defaultLocale),
    ],
    ['/contradictions/silence', words.silence, formatCount(held.silence, words.silenceAll, defaultLocale)],
  ] as const;
  return (
    <>
      <PageHeader title={words.title} deck={words.deck} />
      <Section id="groups" title={words.groups} note={words.groupsNote}>
        <Groups groups={held.groups.rows} />
        <Pager
          page={clampPage(page, held.groups.total, groupsPerPage)}
          pages={Math.ceil(held.groups.total / groupsPerPage)}
          toHref={(next) => toHref('/contradictions', { page: next })}
        />
      </Section>
      <Section id="others" title={words.others}>
        <ul>
          {others.map(([href, title, count]) => (
            <li key={href}>
              <a href={href}>{title}</a>: {count}
            </li>
          ))}
        </ul>
      </Section>
      {held.unknowns.length > 0 && (
        <Section id="unknowns" title={words.unknowns}>
          <UnknownRows unknowns={held.unknowns} withSubject />
        </Section>
      )}
    </>
  );
}
