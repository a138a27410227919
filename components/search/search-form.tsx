import { FilterForm, SelectField, TextField } from '#components/ui/filter-form.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatNumber } from '#lib/messages/format.ts';
import { type SearchKind, type SearchParams, searchKinds } from '#lib/search/schema.ts';

type Props = { state: SearchParams; counts: Record<SearchKind, number> | undefined };

/** The whole state of a search; kinds carry how many results each has. */
export function SearchForm({ state, counts }: Props) {
  const { lists, records, site } = getMessages();
  const label = (kind: SearchKind) => {
    const name =
      kind === 'claim' ? lists.search.claim : kind === 'work' ? lists.search.work : records.kind[kind];
    return counts === undefined ? name : `${name} (${formatNumber(counts[kind], defaultLocale)})`;
  };
  return (
    <FilterForm action="/search">
      <TextField name="q" type="search" label={site.search.label} value={state.q} />
      <SelectField
        name="kind"
        label={lists.search.kind}
        value={state.kind ?? ''}
        choices={searchKinds.map((kind) => ({ value: kind, label: label(kind) }))}
      />
    </FilterForm>
  );
}
