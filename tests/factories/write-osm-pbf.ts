import { deflateSync } from 'node:zlib';

/** Small .osm.pbf files for tests: https://wiki.openstreetmap.org/wiki/PBF_Format, dense nodes and ways, with versions. */
export interface PbfNode {
  id: number;
  lon: number;
  lat: number;
  tags?: Record<string, string>;
  version?: number;
}
export interface PbfWay {
  id: number;
  refs: number[];
  tags?: Record<string, string>;
}

export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}
const signed = (value: number) => varint(value < 0 ? -value * 2 - 1 : value * 2);

export const bytesField = (number: number, value: Buffer | string) => {
  const bytes = Buffer.from(value);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
};
export const numberField = (number: number, value: number) =>
  Buffer.concat([varint(number * 8), varint(value)]);
const packed = (number: number, values: readonly Buffer[]) => bytesField(number, Buffer.concat(values));
const deltas = (values: readonly number[]) =>
  values.map((value, index) => signed(value - (values[index - 1] ?? 0)));

/** A frame with any blob: length of the header, header { type, datasize }, blob. */
export function frame(type: string, blob: Buffer, saidSize = blob.length): Buffer {
  const header = Buffer.concat([bytesField(1, type), numberField(3, saidSize)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, blob]);
}

export const zlibBlob = (data: Buffer) =>
  Buffer.concat([numberField(2, data.length), bytesField(3, deflateSync(data))]);
export const rawBlob = (data: Buffer) => bytesField(1, data);

export function headerFrame(features: readonly string[] = ['OsmSchema-V0.6', 'DenseNodes']): Buffer {
  return frame('OSMHeader', zlibBlob(Buffer.concat(features.map((feature) => bytesField(4, feature)))));
}

export function block(nodes: readonly PbfNode[], ways: readonly PbfWay[] = []): Buffer {
  const strings = [''];
  const index = (text: string) => {
    const at = strings.indexOf(text);
    return at >= 0 ? at : strings.push(text) - 1;
  };
  const pairs = (tags: Record<string, string> = {}) =>
    Object.entries(tags).map(([key, value]) => [index(key), index(value)] as const);
  const dense = Buffer.concat([
    packed(1, deltas(nodes.map(({ id }) => id))),
    bytesField(
      5,
      Buffer.concat([
        packed(
          1,
          nodes.map(({ version = 1 }) => varint(version)),
        ),
        ...[2, 3, 4, 5].map((field) =>
          packed(
            field,
            nodes.map(() => varint(0)),
          ),
        ),
      ]),
    ),
    packed(8, deltas(nodes.map(({ lat }) => Math.round(lat * 1e7)))),
    packed(9, deltas(nodes.map(({ lon }) => Math.round(lon * 1e7)))),
    packed(
      10,
      nodes.flatMap(({ tags }) => [...pairs(tags).flat(), 0].map(varint)),
    ),
  ]);
  const wayMessages = ways.map(({ id, refs, tags }) => {
    const all = pairs(tags);
    return bytesField(
      3,
      Buffer.concat([
        numberField(1, id),
        packed(
          2,
          all.map(([key]) => varint(key)),
        ),
        packed(
          3,
          all.map(([, value]) => varint(value)),
        ),
        packed(8, deltas(refs)),
      ]),
    );
  });
  const groups = [
    ...(nodes.length > 0 ? [bytesField(2, bytesField(2, dense))] : []),
    ...(ways.length > 0 ? [bytesField(2, Buffer.concat(wayMessages))] : []),
  ];
  const table = Buffer.concat(strings.map((text) => bytesField(1, text)));
  return Buffer.concat([bytesField(1, table), ...groups]);
}

export const dataFrame = (nodes: readonly PbfNode[], ways: readonly PbfWay[] = []) =>
  frame('OSMData', zlibBlob(block(nodes, ways)));
