import { DossierError } from '#lib/errors.ts';
import { readBytes, readText } from './osm-bytes.ts';
import { readOsmChange } from './osm-change.ts';
import { toElementEntry } from './osm-elements.ts';
import type { OsmEntry, OsmHints } from './osm-entry.ts';
import { toFeatureEntry } from './osm-geojson.ts';
import { readJsonArray } from './osm-json-array.ts';
import { refuseRemark, toOverpassHead } from './osm-overpass.ts';
import { readOsmPbf } from './osm-pbf.ts';
import { toDay } from './osm-tags.ts';
import { refuseForeignContent } from './recognize.ts';

export type OsmFormat = 'pbf' | 'change' | 'features' | 'feature-lines' | 'elements' | 'overpass';

const sampleSize = 4096;
const maxLine = 1_000_000;
/** ASCII record separator, which GeoJSON text sequences put before each feature. */
const separator = '\u001e';

/**
 * Format of a file by what stands in it, never by its name.
 *
 * @throws DossierError `invalid_input` that says what the file is instead
 */
export async function recognizeOsmFile(path: string, where: string): Promise<OsmFormat> {
  const sample = await readSample(path, where);
  if (sample.subarray(4, 64).includes('OSMHeader')) return 'pbf';
  const text = new TextDecoder().decode(sample).replaceAll(separator, '').trimStart();
  if (/^<(osmChange|osm|!DOCTYPE\s+(osm|osmChange))\b/.test(skipProlog(text))) return 'change';
  refuseForeignContent(sample, where);
  if (text.startsWith('[')) return 'elements';
  if (
    /^\{\s*"(type|id|geometry|properties)"[^\n]*"Feature"/.test(text) &&
    !text.includes('"FeatureCollection"')
  )
    return 'feature-lines';
  if (text.includes('"FeatureCollection"')) return 'features';
  if (/"(osm3s|elements|generator)"/.test(text)) return 'overpass';
  throw new DossierError('invalid_input', {
    what: 'The file is none of the forms in which OpenStreetMap objects are passed around',
    where,
    mend: 'Readable are .osm.pbf, .osc(.gz), Overpass JSON, GeoJSON and JSON arrays of elements (docs/sources/openstreetmap.md).',
  });
}

/** Text after the XML declaration and comments. No regular expression: nested repetition takes forever on hostile comments. */
function skipProlog(xml: string): string {
  let text = xml;
  for (const [open, close] of [
    ['<?xml', '?>'],
    ['<!--', '-->'],
  ] as const) {
    while (text.startsWith(open) && text.includes(close))
      text = text.slice(text.indexOf(close) + close.length).trimStart();
  }
  return text;
}

async function readSample(path: string, where: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of readBytes(path, where)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= sampleSize) break;
  }
  return Buffer.concat(chunks).subarray(0, sampleSize);
}

/**
 * Everything that a file says of map objects, in any of the forms, without holding the file in memory.
 *
 * @throws DossierError `invalid_input` when the file as a whole cannot be trusted; what was given before then must not be used
 */
export async function* readOsmFile(path: string, where: string, hints: OsmHints): AsyncGenerator<OsmEntry> {
  const format = await recognizeOsmFile(path, where);
  if (format === 'pbf') yield* readOsmPbf(path, where);
  else if (format === 'change') yield* readOsmChange(path, where);
  else if (format === 'feature-lines') yield* readFeatureLines(path, where);
  else if (format === 'features') {
    for await (const part of readJsonArray(readText(path, where), 'features', where))
      if ('element' in part) yield toFeatureEntry(part.element, `/features/${part.index}`);
  } else yield* readElements(path, where, hints, format);
}

async function* readElements(
  path: string,
  where: string,
  hints: OsmHints,
  format: 'elements' | 'overpass',
): AsyncGenerator<OsmEntry> {
  const pointer = format === 'overpass' ? '/elements' : '';
  let asOf: string | undefined;
  for await (const part of readJsonArray(readText(path, where), 'elements', where)) {
    if ('element' in part) {
      const entry = toElementEntry(part.element, `${pointer}/${part.index}`, hints, where);
      yield entry.kind === 'object' && asOf ? { ...entry, asOf, live: true } : entry;
    } else if ('before' in part) asOf = toDay(toOverpassHead(part.before).base);
    else if (format === 'overpass') refuseRemark(toOverpassHead(part.rest), where);
  }
}

/** GeoJSON text sequences: one feature a line, with or without a record separator or a comma. */
async function* readFeatureLines(path: string, where: string): AsyncGenerator<OsmEntry> {
  const refuse = (what: string, cause?: unknown) =>
    new DossierError('invalid_input', {
      what,
      where,
      mend: 'Fetch the file again; nothing of it was used.',
      cause,
    });
  let [carry, line] = ['', 0];
  const toEntry = (raw: string): OsmEntry[] => {
    line += 1;
    const text = raw.replaceAll(separator, '').trim().replace(/,$/, '');
    if (text === '') return [];
    try {
      return [toFeatureEntry(JSON.parse(text), `line ${line}`)];
    } catch (error) {
      throw refuse(`Line ${line} is no JSON`, error);
    }
  };
  for await (const chunk of readText(path, where)) {
    const lines = (carry + chunk).split('\n');
    carry = lines.pop() ?? '';
    if (carry.length > maxLine)
      throw refuse(`Line ${line + lines.length + 1} has more than ${maxLine} characters`);
    for (const text of lines) yield* toEntry(text);
  }
  yield* toEntry(carry);
}
