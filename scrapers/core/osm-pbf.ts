import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createOSMStream } from 'osm-pbf-parser-node';
import { z } from 'zod';
import type { Tags } from './osm-device.ts';

const tagsSchema = z.record(z.string(), z.string()).optional();
const objectSchema = z.union([
  z.looseObject({
    type: z.literal('node'),
    id: z.number(),
    lat: z.number(),
    lon: z.number(),
    tags: tagsSchema,
  }),
  z.looseObject({ type: z.literal('way'), id: z.number(), refs: z.array(z.number()), tags: tagsSchema }),
  z.looseObject({ type: z.literal('relation'), id: z.number() }),
  z.looseObject({ type: z.undefined().optional(), required_features: z.array(z.string()).default([]) }),
]);

/** Features that a file may require; one with history would give each object several times. */
const readable = new Set(['OsmSchema-V0.6', 'DenseNodes']);
const maxHeader = 64 * 1024;
const maxBlob = 32 * 1024 * 1024;

/**
 * Checks the frames of a .osm.pbf file before anything is decoded: the format allows blob headers below 64 KiB and blobs below 32 MiB
 * (https://wiki.openstreetmap.org/wiki/PBF_Format), and the decoder does not hold files to that.
 * @throws Error with the byte position of the bad frame.
 */
export function checkPbfFrames(path: string): number {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const head = Buffer.alloc(4);
    let at = 0;
    let frames = 0;
    while (at < size) {
      if (readSync(file, head, 0, 4, at) !== 4) throw new Error(`${path}: cut off at byte ${at}.`);
      const headerSize = head.readUInt32BE(0);
      if (headerSize === 0 || headerSize >= maxHeader)
        throw new Error(
          `${path}: blob header of ${headerSize} bytes at byte ${at}; at most ${maxHeader} are allowed.`,
        );
      const header = Buffer.alloc(headerSize);
      if (readSync(file, header, 0, headerSize, at + 4) !== headerSize)
        throw new Error(`${path}: cut off at byte ${at + 4}.`);
      const blob = readDataSize(header);
      if (blob === null || blob > maxBlob)
        throw new Error(
          `${path}: blob of ${blob ?? 'unknown'} bytes at byte ${at}; at most ${maxBlob} are allowed.`,
        );
      at += 4 + headerSize + blob;
      frames += 1;
    }
    if (at !== size)
      throw new Error(`${path}: the last blob ends ${at - size} bytes past the end of the file.`);
    return frames;
  } finally {
    closeSync(file);
  }
}

/** `datasize` (field 3, varint) of a BlobHeader message; null when it has none. */
function readDataSize(header: Buffer): number | null {
  let at = 0;
  const varint = () => {
    let [value, shift] = [0, 1];
    for (;;) {
      const byte = header[at];
      at += 1;
      if (byte === undefined) return value;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
      shift *= 128;
    }
  };
  while (at < header.length) {
    const key = varint();
    if (key >> 3 === 3 && (key & 7) === 0) return varint();
    if ((key & 7) === 2) {
      const length = varint();
      at += length;
    } else if ((key & 7) === 0) varint();
    else return null;
  }
  return null;
}

const isSurveillance = (tags: Tags | undefined) =>
  Object.entries(tags ?? {}).some(([key, value]) => /(^|:)man_made$/.test(key) && value === 'surveillance');

/**
 * Surveillance objects of an extract: nodes, and ways at the mean of their nodes. All node positions are kept in memory, so this is
 * for city extracts; filter larger files first.
 */
export async function* readSurveillanceObjects(
  path: string,
): AsyncGenerator<{ id: string; lon: number; lat: number; tags: Tags }> {
  checkPbfFrames(path);
  const positions = new Map<number, [number, number]>();
  for await (const item of createOSMStream(path, { withTags: true, withInfo: false })) {
    const object = objectSchema.parse(item);
    if (object.type === undefined) {
      const foreign = object.required_features.filter((feature) => !readable.has(feature));
      if (foreign.length > 0)
        throw new Error(`${path}: needs ${foreign.join(', ')}, which this reader does not know.`);
      continue;
    }
    if (object.type === 'node') {
      positions.set(object.id, [object.lon, object.lat]);
      if (isSurveillance(object.tags))
        yield {
          id: `node/${object.id}`,
          lon: toDegrees(object.lon),
          lat: toDegrees(object.lat),
          tags: object.tags ?? {},
        };
    } else if (object.type === 'way' && isSurveillance(object.tags)) {
      const nodes = [...new Set(object.refs)]
        .map((ref) => positions.get(ref))
        .filter((point) => point !== undefined);
      if (nodes.length === 0) continue;
      const mean = (axis: 0 | 1) =>
        toDegrees(nodes.reduce((sum, point) => sum + point[axis], 0) / nodes.length);
      yield { id: `way/${object.id}`, lon: mean(0), lat: mean(1), tags: object.tags ?? {} };
    }
  }
}

/** Seven decimals, the precision of OpenStreetMap. */
const toDegrees = (value: number) => Math.round(value * 1e7) / 1e7;
