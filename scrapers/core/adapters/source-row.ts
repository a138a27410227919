import { DossierError } from '#lib/errors.ts';
import type { Adapter } from '../scrape-settings.ts';
import type { Refusal } from '../source.ts';
import type { RowFormat, UnitHints } from './unit-hints.ts';

/** One row of any format. `geometry` is undefined where the format has none beside its columns; null means an empty one. */
export interface SourceRow {
  at: string;
  cells: ReadonlyMap<string, unknown>;
  geometry?: unknown;
}

export type RowOrRefusal = SourceRow | ({ at: string } & Refusal);

/** What holds for all rows of a file or page. */
export interface RowFacts {
  /** Columns that the interface adds to the publisher's: counters, time stamps, computed areas. */
  ofInterface: (column: string) => boolean;
  /** Column that is the key where the mapping names none. */
  defaultKey?: string | undefined;
}

export interface JsonPage extends RowFacts {
  rows: RowOrRefusal[];
  /** All columns, where the answer declares them. */
  columns?: ReadonlySet<string>;
  hasGeometry: boolean;
}

export interface PageContext {
  format: RowFormat;
  adapter: Adapter;
  hints: UnitHints;
  /** File name, for messages. */
  where: string;
}

export const wrongShape = (expected: string, where: string) =>
  new DossierError('invalid_input', {
    what: `This is JSON, but not ${expected}`,
    where,
    mend: 'Compare the file with `adapter` in dataset.yaml.',
  });
