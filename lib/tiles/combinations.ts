import type { CombinationTexts } from './combination-interner.ts';
import { withoutPrefix } from './device-rows.ts';
import { toShared } from './shared-memory.ts';
import { getValue, type ValueColumn } from './value-column.ts';

/** What a filter asks about a device itself; its dataset's grade stands in the dictionary. */
export type Attributes = {
  /** In the order of the source. */
  technologies: readonly string[];
  status: string;
  dataset: string;
  operator: string;
  year: number | null;
};
/** Where a device stands and who made it, as codes. */
export type Situation = {
  country: string | null;
  region: string | null;
  town: string | null;
  vendor: string | null;
};

type Table<V> = { count: number; columns: { readonly [P in keyof V]: ValueColumn<V[P]> } };
/** Different combinations of attributes, by column. */
export type AttributeTable = Table<Attributes>;
/** Different situations, by column. */
export type SituationTable = Table<Situation>;

/*
 * As a line of Postgres's COPY has it: columns ended by tabs, \N for none. A million lines are told apart by their bytes,
 * and only new texts are read.
 *
 *   attributes: technology_ids · status · dataset_id · operator · year
 *   situation:  country_id · region_id · town_id · vendor
 */
export const attributeCount = 5;
export const situationCount = 4;
const none = '\\N';

export function toAttributeText({ technologies, status, dataset, operator, year }: Attributes): string {
  const ids = technologies.map((code) => `tech.${code}`);
  return [`{${ids.join()}}`, status, dataset, operator, year ?? none, ''].join('\t');
}

export function toSituationText({ country, region, town, vendor }: Situation): string {
  const toId = (code: string | null) => (code === null ? none : `place.${code}`);
  return [toId(country), toId(region), toId(town), vendor ?? none, ''].join('\t');
}

export function toAttributeTable({ count, columns }: CombinationTexts): AttributeTable {
  const asItIs = (text: string) => text;
  return {
    count,
    columns: {
      technologies: readColumn(columns, 0, readTechnologies),
      status: readColumn(columns, 1, asItIs),
      dataset: readColumn(columns, 2, asItIs),
      operator: readColumn(columns, 3, asItIs),
      year: readColumn(columns, 4, (text) => (text === none ? null : Number(text))),
    },
  };
}

export function toSituationTable({ count, columns }: CombinationTexts): SituationTable {
  const toCode = (text: string) => (text === none ? null : withoutPrefix(text));
  return {
    count,
    columns: {
      country: readColumn(columns, 0, toCode),
      region: readColumn(columns, 1, toCode),
      town: readColumn(columns, 2, toCode),
      vendor: readColumn(columns, 3, (text) => (text === none ? null : text)),
    },
  };
}

export function readSituation({ columns }: SituationTable, entry: number): Situation {
  return {
    country: getValue(columns.country, entry),
    region: getValue(columns.region, entry),
    town: getValue(columns.town, entry),
    vendor: getValue(columns.vendor, entry),
  };
}

function readTechnologies(text: string): readonly string[] {
  const ids = text.startsWith('{') ? text.slice(1, -1).split(',') : [];
  return ids.filter((id) => id !== '').map((id) => withoutPrefix(id.replaceAll('"', '')));
}

function readColumn<T>(
  columns: CombinationTexts['columns'],
  number: number,
  read: (text: string) => T,
): ValueColumn<T> {
  const column = columns[number];
  if (column === undefined) throw new RangeError(`no column ${number}`);
  const { bytes, ends } = column.texts;
  const values = Array.from({ length: ends.length - 1 }, (_, text) => {
    const start = ends[text] ?? 0;
    const length = (ends[text + 1] ?? start) - start;
    return read(Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('latin1'));
  });
  return { values, indexes: toShared(Uint32Array, column.indexes) };
}
