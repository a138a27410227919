import { SaxesParser } from 'saxes';
import { DossierError } from '#lib/errors.ts';
import { isSelected, toDevice } from '../osm-device.ts';
import { readText } from './osm-bytes.ts';
import type { OsmEntry } from './osm-entry.ts';
import { toCount, toDay } from './osm-tags.ts';

/** Characters between two tags of the XML; the longest real one is a comment of 255 characters. */
const maxGap = 200_000;
const actions = new Set(['create', 'modify', 'delete']);
const kinds = new Set(['node', 'way', 'relation']);

interface Open {
  action: string;
  kind: string;
  attributes: Readonly<Record<string, string>>;
  tags: Record<string, string>;
}

/**
 * Reads an osmChange file in the order of the document. A block holds complete new states, or deletions without coordinates; one object may come
 * several times. Gives objects that are tagged as surveillance, and for all others only that they are absent: whether they were held, the reader does
 * not know. New objects (version 1) without the tag are passed over.
 *
 * @throws DossierError `invalid_input` for anything that is no osmChange, for a document type definition, and for a file that is cut off
 */
export async function* readOsmChange(path: string, where: string): AsyncGenerator<OsmEntry> {
  const refuse = (what: string, cause?: unknown) =>
    new DossierError('invalid_input', {
      what,
      where,
      mend: 'Fetch the diff again; nothing of it was used.',
      cause,
    });
  const parser = new SaxesParser();
  const ready: OsmEntry[] = [];
  const stack: string[] = [];
  let open: Open | undefined;
  let [count, gap] = [0, 0];
  parser.on('doctype', () => {
    throw refuse('The XML has a document type definition, which no diff has');
  });
  parser.on('error', (error) => {
    throw refuse('The XML is damaged', error);
  });
  parser.on('opentag', ({ name, attributes }) => {
    gap = 0;
    if (stack.length === 0 && name !== 'osmChange') {
      throw refuse(
        name === 'osm'
          ? 'The file is OpenStreetMap XML with full objects, not a diff; convert it with osmium cat to .osm.pbf'
          : `The XML begins with <${name}>, not with <osmChange>`,
      );
    }
    if (stack.length === 1 && !actions.has(name)) throw refuse(`<${name}> is no change`);
    if (stack.length === 2) {
      if (!kinds.has(name)) throw refuse(`<${name}> is no map object`);
      open = { action: stack[1] ?? '', kind: name, attributes, tags: Object.create(null) };
    }
    if (stack.length === 3 && name === 'tag' && open && attributes.k !== undefined)
      open.tags[attributes.k] = attributes.v ?? '';
    if (stack.length > 3) throw refuse(`<${name}> stands deeper than a diff goes`);
    stack.push(name);
  });
  parser.on('closetag', () => {
    gap = 0;
    stack.pop();
    if (stack.length !== 2 || open === undefined) return;
    count += 1;
    const entry = toEntry(open, `change ${count}`);
    if (entry) ready.push(entry);
    open = undefined;
  });
  for await (const text of readText(path, where)) {
    gap += text.length;
    if (gap > maxGap + text.length) throw refuse(`More than ${maxGap} characters stand between two tags`);
    parser.write(text);
    yield* ready.splice(0);
  }
  if (stack.length > 0) throw refuse('The XML is cut off');
  parser.close();
  yield* ready.splice(0);
}

function toEntry({ action, kind, attributes, tags }: Open, at: string): OsmEntry | null {
  if (!/^\d{1,19}$/.test(attributes.id ?? '')) return { at, kind: 'unreadable', reason: 'no_id' };
  const id = `${kind}/${attributes.id}`;
  const version = toCount(attributes.version);
  const known = version === undefined ? {} : { version };
  if (action === 'delete' || attributes.visible === 'false')
    return { at, kind: 'absent', id, said: 'deleted', ...known };
  if (!isSelected(tags)) {
    if (action === 'create' && (version ?? 1) === 1) return null;
    return { at, kind: 'absent', id, said: 'left', ...known };
  }
  const [lon, lat] = [toDegrees(attributes.lon), toDegrees(attributes.lat)];
  const changeset = toCount(attributes.changeset);
  const asOf = toDay(attributes.timestamp);
  if (lon === null || lat === null) {
    // A diff has no positions of a way's nodes that did not change; that a way became private needs none.
    const result = toDevice(tags, asOf ?? '9999');
    if ('drop' in result) return { at, kind: 'absent', id, said: 'left', why: result.drop, ...known };
    return { at, kind: 'unreadable', reason: 'no_point', detail: id };
  }
  return {
    at,
    kind: 'object',
    id,
    lon,
    lat,
    tags: { ...tags },
    ...known,
    ...(changeset ? { changeset } : {}),
    ...(asOf ? { asOf } : {}),
  };
}

function toDegrees(text: string | undefined): number | null {
  return text !== undefined && /^-?\d{1,3}(\.\d{1,15})?$/.test(text) ? Number(text) : null;
}
