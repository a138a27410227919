import { getMessages } from '#lib/messages/catalog.ts';
import type { SearchParams } from '#lib/search/schema.ts';
import { FilterForm, TextField } from '../ui/filter-form.tsx';
import styles from './search-form.module.css';

/** The query; the kind that was chosen beside it stays. */
export function SearchForm({ state }: { state: SearchParams }) {
  const { site } = getMessages();
  return (
    <div className={styles.wide}>
      <FilterForm action="/search">
        <TextField name="q" type="search" label={site.search.label} value={state.q} />
        {state.kind !== undefined && <input type="hidden" name="kind" value={state.kind} />}
      </FilterForm>
    </div>
  );
}
