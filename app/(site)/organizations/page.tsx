import type { Metadata } from 'next';
import { OrganizationList } from '#components/organizations/organization-list.tsx';
import { FilterForm, TextField } from '#components/ui/filter-form.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { Section } from '#components/ui/section.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import {
  findCuratedOrganizations,
  findListedOrganizations,
  organizationsPerPage,
} from '#lib/organizations/queries.ts';
import { toMetadata } from '../page-metadata.ts';
import { readPage, readText, type SearchState, toHref } from '../search-state.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().lists.organizations;
  return toMetadata({ title, description: deck, path: '/organizations' });
}

export default async function OrganizationsPage({ searchParams }: { searchParams: SearchState }) {
  const state = await searchParams;
  const name = readText(state.name);
  const page = readPage(state.page);
  const [curated, listed] = await Promise.all([
    findCuratedOrganizations(),
    findListedOrganizations(name, page),
  ]);
  const { lists } = getMessages();
  const words = lists.organizations;
  return (
    <>
      <PageHeader title={words.title} deck={words.deck} />
      {name === '' && page === 1 && (
        <Section id="curated" title={words.curated}>
          <OrganizationList rows={curated} />
        </Section>
      )}
      <Section id="listed" title={words.listed} note={formatCount(listed.total, words.found, defaultLocale)}>
        <FilterForm action="/organizations" reset={name !== ''}>
          <TextField name="name" label={words.filter} value={name} />
        </FilterForm>
        {listed.total === 0 ? <p>{words.empty}</p> : <OrganizationList rows={listed.rows} />}
        <Pager
          page={page}
          pages={Math.ceil(listed.total / organizationsPerPage)}
          toHref={(next) => toHref('/organizations', { name, page: next })}
        />
      </Section>
    </>
  );
}
