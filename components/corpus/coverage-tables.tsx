import styles from '#components/ui/facts.module.css';
import { EntityLink } from '#components/ui/rich-text.tsx';
import { Table } from '#components/ui/table.tsx';
import type { Count, CountryRow, Sight } from '#lib/corpus/coverage.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatNumber } from '#lib/messages/format.ts';

const count = (value: number) => formatNumber(value, defaultLocale);

/** A closed list with how often each of its codes stands in the corpus. */
export function CountTable({
  caption,
  head,
  rows,
  label,
}: {
  caption: string;
  head: string;
  rows: readonly Count[];
  label: (key: string) => string;
}) {
  const words = getMessages().coverage;
  return (
    <Table
      caption={caption}
      head={[head, words.number]}
      numeric={[1]}
      rows={rows.map((row) => ({ key: row.key, cells: [label(row.key), count(row.count)] }))}
    />
  );
}

/** How works were seen: the best look at each. */
export function SightTable({ rows }: { rows: readonly Sight[] }) {
  const { coverage, evidence } = getMessages();
  const media: Record<string, string> = coverage.media;
  const extents: Record<string, string> = evidence.sightExtent;
  const forms: Record<string, string> = evidence.sightForm;
  return (
    <Table
      caption={coverage.sightsCaption}
      head={[coverage.sight, coverage.ofWhat, coverage.extent, coverage.number]}
      numeric={[3]}
      rows={rows.map(({ medium, extent, form, count: number }) => ({
        key: `${medium} ${extent} ${form}`,
        cells: [media[medium] ?? medium, forms[form] ?? form, extents[extent] ?? extent, count(number)],
      }))}
    />
  );
}

/** Countries and territories with what is held of each. Zero means that we hold nothing, and is said in words. */
export function CountryTable({ rows }: { rows: readonly CountryRow[] }) {
  const words = getMessages().coverage;
  const held = (value: number) => (value === 0 ? words.none : count(value));
  return (
    <Table
      caption={formatCount(rows.length, words.countriesCaption, defaultLocale)}
      head={[words.country, words.programs, words.laws, words.powers, words.claims, words.unknowns]}
      numeric={[1, 2, 3, 4, 5]}
      rows={rows.map((row) => ({
        key: row.country.id,
        cells: [
          <EntityLink key="country" entity={row.country} />,
          held(row.programs),
          held(row.laws),
          held(row.powers),
          count(row.claims),
          held(row.unknowns),
        ],
      }))}
    />
  );
}

/** What is missing, in sentences that a reader can act on. */
export function MissingList({ countries, missing }: { countries: readonly CountryRow[]; missing: number }) {
  const words = getMessages().coverage;
  const both = countries.filter(({ programs, laws }) => programs > 0 && laws > 0).length;
  const either = countries.filter(({ programs, laws }) => programs + laws > 0).length;
  const without = (test: (row: CountryRow) => boolean) => countries.filter(test);
  const gaps = [
    { key: 'noLaw', rows: without((row) => row.programs > 0 && row.laws === 0), text: words.noLaw },
    { key: 'noProgram', rows: without((row) => row.laws > 0 && row.programs === 0), text: words.noProgram },
    { key: 'noPower', rows: without((row) => row.laws > 0 && row.powers === 0), text: words.noPower },
    { key: 'noUnknown', rows: without((row) => row.unknowns === 0), text: words.noUnknown },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <>
      <p>{fill(words.reach, { either: count(either), both: count(both), missing: count(missing) })}</p>
      <dl className={styles.facts}>
        {gaps.map(({ key, rows, text }) => (
          <div key={key}>
            <dt>{formatCount(rows.length, text, defaultLocale)}</dt>
            <dd>
              {rows.map(({ country }, index) => (
                <span key={country.id}>
                  {index > 0 && ', '}
                  <EntityLink entity={country} />
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
