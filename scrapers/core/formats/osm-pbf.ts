import { OSMTransform, parse } from 'osm-pbf-parser-node';
import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { isSelected } from '../osm-device.ts';
import { type OsmEntry, roundDegrees, toMeanPoint } from './osm-entry.ts';
import { type PbfBlob, readPbfBlobs } from './osm-pbf-blobs.ts';
import { refuseCrowdedBlock } from './osm-pbf-block.ts';
import { readDenseNodes, splitBlock, type Wanted } from './osm-pbf-dense.ts';
import { readFields } from './osm-protobuf.ts';

const tagsSchema = z.record(z.string(), z.string()).optional();
const infoSchema = z
  .looseObject({ version: z.number().optional(), changeset: z.number().optional() })
  .optional();
const objectSchema = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('node'),
    id: z.number(),
    lat: z.number(),
    lon: z.number(),
    tags: tagsSchema,
    info: infoSchema,
  }),
  z.looseObject({
    type: z.literal('way'),
    id: z.number(),
    refs: z.array(z.number()),
    tags: tagsSchema,
    info: infoSchema,
  }),
  z.looseObject({ type: z.literal('relation'), id: z.number(), tags: tagsSchema }),
]);

/** Features that a file may require; one with history would give each object several times. */
const readable = new Set(['OsmSchema-V0.6', 'DenseNodes']);
/** Every surveillance object has this word in the string table of its block, so a block without it needs no decoding. */
const word = Buffer.from('surveillance');

type Way = Extract<z.infer<typeof objectSchema>, { type: 'way' }> & { at: string };

/**
 * Surveillance objects of an extract, of any size: nodes, ways at the mean of their nodes, relations only by name, because they have no point. Blocks
 * without the word "surveillance" are not decoded; positions are looked up for the nodes of matching ways only, in a second pass.
 *
 * @throws DossierError `invalid_input` for damaged files, for packings and required features that this reader does not know
 */
export async function* readOsmPbf(path: string, where: string): AsyncGenerator<OsmEntry> {
  const ways: Way[] = [];
  let block = 0;
  for await (const blob of readPbfBlobs(path, where)) {
    block += 1;
    if (block === 1) {
      checkHeader(blob, where);
      continue;
    }
    if (blob.type !== 'OSMData' || !blob.data.includes(word)) continue;
    const { nodes, rest } = takeApart(blob, { value: 'surveillance' }, where);
    if (nodes) {
      for (const node of guard(readDenseNodes(nodes, { value: 'surveillance' }), blob, where)) {
        if (!isSelected(node.tags)) continue;
        const { place, id, lon, lat, tags } = node;
        const at = `block ${block}, node ${place}`;
        yield { at, kind: 'object', id: `node/${id}`, lon, lat, tags, ...toEdit(node) };
      }
    }
    if (!rest) continue;
    let count = 0;
    for (const item of decode(rest, where, 'all')) {
      count += 1;
      // Looking at the tags first: the schema costs more than the decoding, and few objects pass.
      if (!mayBeSelected(item)) continue;
      const object = objectSchema.parse(item);
      if (!isSelected(object.tags ?? {})) continue;
      const at = `block ${block}, object ${count}`;
      if (object.type === 'relation')
        yield { at, kind: 'unreadable', reason: 'no_point', detail: `relation/${object.id}` };
      else if (object.type === 'way') ways.push({ ...object, at });
      else
        yield {
          at,
          kind: 'object',
          id: `node/${object.id}`,
          lon: roundDegrees(object.lon),
          lat: roundDegrees(object.lat),
          tags: object.tags ?? {},
          ...toEdit(object.info),
        };
    }
  }
  if (ways.length > 0) yield* placeWays(path, where, ways);
}

async function* placeWays(path: string, where: string, ways: readonly Way[]): AsyncGenerator<OsmEntry> {
  const wanted = new Set(ways.flatMap(({ refs }) => refs));
  const positions = new Map<number, [number, number]>();
  for await (const blob of readPbfBlobs(path, where)) {
    if (blob.type !== 'OSMData') continue;
    const { nodes, rest } = takeApart(blob, { ids: wanted }, where);
    if (nodes) {
      for (const { id, lon, lat } of guard(readDenseNodes(nodes, { ids: wanted }), blob, where))
        positions.set(id, [lon, lat]);
    }
    if (!rest) continue;
    for (const item of decode(rest, where, 'positions')) {
      if (!('lon' in item && 'lat' in item && 'id' in item)) break;
      const { id, lon, lat } = item;
      if (typeof id !== 'number' || !wanted.has(id)) continue;
      if (typeof lon === 'number' && typeof lat === 'number') positions.set(id, [lon, lat]);
    }
    if (positions.size === wanted.size) break;
  }
  for (const { at, id, refs, tags, info } of ways) {
    const nodes = [...new Set(refs)].map((ref) => positions.get(ref)).filter((point) => point !== undefined);
    const point = toMeanPoint(nodes);
    if (point === null) yield { at, kind: 'unreadable', reason: 'no_point', detail: `way/${id}` };
    else
      yield {
        at,
        kind: 'object',
        id: `way/${id}`,
        lon: point[0],
        lat: point[1],
        tags: tags ?? {},
        ...toEdit(info),
      };
  }
}

function mayBeSelected(item: object): boolean {
  return (
    'tags' in item && typeof item.tags === 'object' && Object.values(item.tags ?? {}).includes('surveillance')
  );
}

const toEdit = (info: { version?: number | undefined; changeset?: number | undefined } | undefined) => ({
  ...(info?.version ? { version: info.version } : {}),
  ...(info?.changeset ? { changeset: info.changeset } : {}),
});

const refuseBlock = ({ at }: PbfBlob, where: string, cause: unknown) =>
  new DossierError('invalid_input', {
    what: `The block at byte ${at} cannot be decoded: ${cause instanceof Error ? cause.message : ''}`,
    where,
    mend: 'Fetch the extract again, or write it anew with: osmium cat <in> -o <out>.osm.pbf',
    cause,
  });

/** Only what may be wanted goes to the library: it makes an object of everything, which takes several times as long. */
function takeApart(blob: PbfBlob, wanted: Wanted, where: string) {
  try {
    const parts = splitBlock(blob.data, wanted);
    if (!parts) return { rest: blob };
    return { nodes: parts.dense, rest: parts.rest ? { ...blob, data: parts.rest } : null };
  } catch (error) {
    throw refuseBlock(blob, where, error);
  }
}

function* guard<T>(items: Generator<T>, blob: PbfBlob, where: string): Generator<T> {
  try {
    yield* items;
  } catch (error) {
    if (error instanceof RangeError) throw refuseBlock(blob, where, error);
    throw error;
  }
}

/** The library takes what to decode from a stream's settings only; these are never streamed through. */
const settings = {
  all: new OSMTransform({ withTags: true, withInfo: true }),
  tags: new OSMTransform({ withTags: true, withInfo: false }),
  positions: new OSMTransform({ withTags: false, withInfo: false }),
};

function decode(blob: PbfBlob, where: string, what: keyof typeof settings): object[] {
  refuseCrowdedBlock(blob, where);
  try {
    return parse(blob.data, settings[what]);
  } catch (error) {
    // Extracts may keep versions and leave out authors; the library reads the history of edits only as a whole.
    if (what === 'all') return decode(blob, where, 'tags');
    throw refuseBlock(blob, where, error);
  }
}

function checkHeader(blob: PbfBlob, where: string): void {
  if (blob.type !== 'OSMHeader')
    throw new DossierError('invalid_input', {
      what: `The file begins with a block of type "${blob.type.slice(0, 40)}", not with OSMHeader`,
      where,
      mend: 'It is no .osm.pbf file.',
    });
  const needed = [...readFields(blob.data)].flatMap((field) =>
    field.number === 4 && 'bytes' in field ? [field.bytes.toString('utf8')] : [],
  );
  const foreign = needed.filter((feature) => !readable.has(feature));
  if (foreign.length > 0)
    throw new DossierError('invalid_input', {
      what: `The file needs ${foreign.join(', ').slice(0, 200)}, which this reader does not know`,
      where,
      mend: 'Without history: osmium time-filter <in> -o <out>.osm.pbf',
    });
}
