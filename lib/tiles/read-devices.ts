import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { DeviceColumns, type UnsortedDevices } from './device-columns.ts';
import { deviceColumns, fromDevices } from './device-rows.ts';

/** Pages of every partition, 8 kB each, as Postgres numbers them; `to` is not read, null: to the end. */
export type TablePart = { from: number; to: number | null };

/** Every device, read inside the transaction of `client`. */
export async function readAll(client: ClientBase): Promise<UnsortedDevices> {
  const columns = new DeviceColumns();
  await copyDevices(client, columns, '');
  return columns.finish();
}

/** The devices of the parts that `next` gives until it gives none. */
export async function readParts(
  client: ClientBase,
  next: () => TablePart | null | Promise<TablePart | null>,
): Promise<UnsortedDevices> {
  const columns = new DeviceColumns();
  for (let part = await next(); part !== null; part = await next()) {
    const end = part.to === null ? '' : ` and d.ctid < '(${part.to},0)'`;
    await copyDevices(client, columns, ` where d.ctid >= '(${part.from},0)'${end}`);
  }
  return columns.finish();
}

/** @param where COPY takes no parameters: numbers of pages only */
async function copyDevices(client: ClientBase, columns: DeviceColumns, where: string): Promise<void> {
  const lines = client.query(copyTo(`copy (select ${deviceColumns} ${fromDevices}${where}) to stdout`));
  let rest: Buffer | null = null;
  for await (const chunk of lines) {
    if (!Buffer.isBuffer(chunk)) throw new Error('COPY gave no bytes');
    const bytes: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(newline) + 1;
    addLines(columns, bytes, end);
    rest = end === bytes.length ? null : bytes.subarray(end);
  }
}

const tab = 9;
const newline = 10;
const backslash = 92;
/**
 * Whole lines of COPY's text format, read byte by byte: a million of them in a second or two.
 *
 *   cell · attributes · situation · bearings · field of view · precision
 */
function addLines(columns: DeviceColumns, bytes: Buffer, end: number): void {
  let position = 0;
  while (position < end) {
    let cell = 0;
    for (let byte = bytes[position] ?? tab; byte !== tab; byte = bytes[position] ?? tab) {
      cell = cell * 10 + byte - 48;
      position += 1;
    }
    position = columns.addTexts(cell, bytes, position + 1);
    const lineEnd = bytes.indexOf(newline, position);
    // Most devices have none of the three: \N \t \N \t \N
    const hasNone =
      lineEnd - position === 8 &&
      bytes[position] === backslash &&
      bytes[position + 3] === backslash &&
      bytes[position + 6] === backslash;
    if (!hasNone) {
      const [bearings = '', fieldOfView = '', precision = ''] = bytes
        .toString('latin1', position, lineEnd)
        .split('\t');
      if (bearings !== '\\N')
        for (const text of bearings.slice(1, -1).split(',')) columns.addBearing(Number(text));
      if (fieldOfView !== '\\N') columns.setFieldOfView(Number(fieldOfView));
      if (precision !== '\\N') columns.setPrecision(Number(precision));
    }
    position = lineEnd + 1;
  }
}
