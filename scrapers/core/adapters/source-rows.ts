import { DossierError } from '#lib/errors.ts';
import { readTable } from '../formats/tabular.ts';
import { readText } from '../formats/tabular-bytes.ts';
import type { Adapter } from '../scrape-settings.ts';
import type { Snapshot, WorkUnit } from '../source.ts';
import { checkColumns } from './columns.ts';
import { parseJson, readJsonPage } from './json-rows.ts';
import type { RowFacts, RowOrRefusal } from './source-row.ts';
import { type RowFormat, readHints } from './unit-hints.ts';

/**
 * Rows of a kept file or page with what holds for all of them, after the check that every column is known.
 *
 * @throws DossierError `invalid_input` when the file as a whole cannot be trusted
 */
export async function* readSourceRows(
  snapshot: Snapshot,
  unit: WorkUnit,
  adapter: Adapter,
): AsyncGenerator<{ row: RowOrRefusal; facts: RowFacts }> {
  const hints = readHints(unit);
  const where = snapshot.name;
  const format = hints.format ?? toFormat(snapshot.name, adapter);
  if (format === 'csv') {
    yield* readCsv(snapshot, adapter);
    return;
  }
  const page = readJsonPage(parseJson(readText(snapshot), where), { format, adapter, hints, where });
  const cells = page.rows.flatMap((row) => ('cells' in row ? [row.cells] : []));
  // An empty page has no columns to check.
  if (cells.length > 0) {
    checkColumns(
      adapter.mapping,
      {
        columns: page.columns ?? new Set(cells.flatMap((row) => [...row.keys()])),
        hasGeometry: page.hasGeometry,
        mustHave: page.columns ? 'all' : format === 'socrata' ? 'none' : 'key_and_position',
        ofInterface: page.ofInterface,
      },
      where,
    );
  }
  for (const row of page.rows) yield { row, facts: page };
}

async function* readCsv(
  snapshot: Snapshot,
  adapter: Adapter,
): AsyncGenerator<{ row: RowOrRefusal; facts: RowFacts }> {
  const { header, delimiter, encoding } =
    'delimiter' in adapter ? adapter : { header: undefined, delimiter: ',', encoding: undefined };
  const facts: RowFacts = { ofInterface: (column) => adapter.type === 'ckan' && column === '_id' };
  const onHeader = (columns: readonly string[]) =>
    checkColumns(
      adapter.mapping,
      { columns: new Set(columns), hasGeometry: false, mustHave: 'all', ofInterface: facts.ofInterface },
      snapshot.name,
    );
  const text = readText(snapshot, { encoding });
  if (/^\s*[{[]/.test(text)) refuseJson(text, snapshot.name);
  for await (const { line, cells } of readTable(text, { header, delimiter, where: snapshot.name, onHeader }))
    yield { row: { at: `line ${line}`, cells }, facts };
}

/** An interface that fails often answers in JSON whatever it was asked for. */
function refuseJson(text: string, where: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    // A table may well begin with a brace.
    if (error instanceof SyntaxError) return;
    throw error;
  }
  parseJson(text, where);
  throw new DossierError('invalid_input', {
    what: 'This is JSON, not a table',
    where,
    mend: 'Declare the adapter `json` or `geojson` in dataset.yaml.',
  });
}

/** A saved file says by its name what it is; ".json" is what the interface of the dataset answers. */
function toFormat(name: string, { type }: Adapter): RowFormat {
  const extension = /\.(\w+)(?:\.gz)?$/.exec(name.toLowerCase())?.[1];
  if (extension === 'geojson') return 'geojson';
  if (extension === 'csv' || extension === 'tsv' || extension === 'txt') return 'csv';
  return type;
}
