import type { Metadata } from 'next';
import { PlaceColumns } from '#components/places/place-columns.tsx';
import { FilterForm, TextField } from '#components/ui/filter-form.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { EntityLink } from '#components/ui/rich-text.tsx';
import { Section } from '#components/ui/section.tsx';
import { Table } from '#components/ui/table.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatNumber } from '#lib/messages/format.ts';
import { findCountryCounts } from '#lib/places/queries.ts';
import { toMetadata } from '../page-metadata.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().lists.places;
  return toMetadata({ title, description: deck, path: '/places' });
}

export default async function PlacesPage() {
  const rows = await findCountryCounts();
  const { lists } = getMessages();
  const words = lists.places;
  const held = (row: (typeof rows)[number]) => row.systems + row.deployments + row.laws + row.devices > 0;
  const number = (value: number) => (value === 0 ? '–' : formatNumber(value, defaultLocale));
  return (
    <>
      <PageHeader title={words.title} deck={words.deck}>
        <FilterForm action="/search">
          <input type="hidden" name="kind" value="place" />
          <TextField name="q" type="search" label={words.search} value="" />
        </FilterForm>
      </PageHeader>
      <Section id="held" title={words.withRecords}>
        <Table
          caption={words.withRecordsCaption}
          head={[
            words.columns.place,
            words.columns.systems,
            words.columns.laws,
            words.columns.deployments,
            words.columns.devices,
          ]}
          numeric={[1, 2, 3, 4]}
          rows={rows
            .filter(held)
            .sort((a, b) => b.systems + b.laws - a.systems - a.laws || b.devices - a.devices)
            .map((row) => ({
              key: row.ref.id,
              cells: [
                <EntityLink key="place" entity={row.ref} />,
                number(row.systems),
                number(row.laws),
                number(row.deployments),
                number(row.devices),
              ],
            }))}
        />
      </Section>
      <Section id="nothing" title={words.without} note={words.withoutNote}>
        <PlaceColumns places={rows.filter((row) => !held(row)).map((row) => row.ref)} />
      </Section>
    </>
  );
}
