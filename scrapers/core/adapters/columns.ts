import { DossierError } from '#lib/errors.ts';
import type { DeviceMapping } from '../scrape-settings.ts';

/** Key that means the member `id` of a GeoJSON feature, which is no column. */
export const featureIdKey = '@id';

/** Columns that hold the position. A format with a geometry of its own needs none of them. */
const positionColumns = ({ lat, lon, geometry }: DeviceMapping) =>
  [lat, lon, geometry].filter((column) => column !== undefined);

function usedColumns(mapping: DeviceMapping): string[] {
  const { key, technology, date, bearing, mount, leaveOut } = mapping;
  return [
    key === featureIdKey ? undefined : key,
    typeof technology === 'string' ? undefined : technology.column,
    date?.column,
    bearing,
    mount,
    ...leaveOut.map(({ column }) => column),
  ].filter((column) => column !== undefined);
}

/** What a file has, and how sure one can be that it has nothing else. */
export interface FoundColumns {
  columns: ReadonlySet<string>;
  /** The geometry stands beside the columns. */
  hasGeometry: boolean;
  /**
   * Which of the used columns must be there. Rows of some interfaces leave empty columns out: a whole file without one key or position is broken, while a
   * page of five rows may well lack both.
   */
  mustHave: 'all' | 'key_and_position' | 'none';
  /** Columns of the interface, not of the publisher. */
  ofInterface: (column: string) => boolean;
}

/**
 * Strict interpretation: each column is used, is ignored by name, or stops the file. So does a column that is used and not there.
 *
 * @throws DossierError `invalid_input` that names the columns
 */
export function checkColumns(mapping: DeviceMapping, found: FoundColumns, where: string): void {
  const position = positionColumns(mapping);
  const used = usedColumns(mapping);
  const known = new Set([...position, ...used, ...mapping.ignore, ...mapping.volatile, ...mapping.optional]);
  const unknown = [...found.columns].filter((column) => !known.has(column) && !found.ofInterface(column));
  if (unknown.length > 0) {
    throw new DossierError('invalid_input', {
      what: `${unknown.length === 1 ? 'A column is' : 'Columns are'} not known: ${list(unknown)}`,
      where,
      mend: 'Find out what it means; then use it in the mapping, or name it under `ignore` in dataset.yaml.',
    });
  }
  const needed = [...(found.hasGeometry ? [] : position), ...used].filter(
    (column) =>
      !mapping.optional.includes(column) &&
      (found.mustHave === 'all' ||
        (found.mustHave === 'key_and_position' && (column === mapping.key || position.includes(column)))),
  );
  const absent = needed.filter((column) => !found.columns.has(column) && !found.ofInterface(column));
  if (absent.length > 0) {
    throw new DossierError('invalid_input', {
      what: `${absent.length === 1 ? 'A column that the mapping uses is' : 'Columns that the mapping uses are'} not there: ${list(absent)}`,
      where,
      mend: 'The publisher changed the file: compare it with the mapping in dataset.yaml.',
    });
  }
}

const list = (columns: readonly string[]) => {
  const shown = columns.slice(0, 10).map((column) => `"${column.slice(0, 60)}"`);
  return `${shown.join(', ')}${columns.length > 10 ? ` and ${columns.length - 10} more` : ''}`;
};
