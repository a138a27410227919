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
    position = readLook(columns, bytes, position);
  }
}

/** No bearings, no field of view, no precision. */
const nothing = Buffer.from('\\N\t\\N\t\\N\n');
/** What follows a bearing where neither of the others is known. */
const nothingMore = Buffer.from('}\t\\N\t\\N\n');
const openBrace = 123;

/**
 * Bearings, field of view and precision of the device added last. Most devices have none of the three, and most others
 * one bearing of whole degrees: those are read without a text.
 *
 * @returns where the next line begins
 */
function readLook(columns: DeviceColumns, bytes: Buffer, start: number): number {
  if (startsWith(bytes, start, nothing)) return start + nothing.length;
  if (bytes[start] === openBrace) {
    let position = start + 1;
    let degrees = 0;
    for (
      let digit = (bytes[position] ?? 0) - 48;
      digit >= 0 && digit < 10;
      digit = (bytes[position] ?? 0) - 48
    ) {
      degrees = degrees * 10 + digit;
      position += 1;
    }
    if (position > start + 1 && startsWith(bytes, position, nothingMore)) {
      columns.addBearing(degrees);
      return position + nothingMore.length;
    }
  }
  const end = bytes.indexOf(newline, start);
  const [bearings = '', fieldOfView = '', precision = ''] = bytes.toString('latin1', start, end).split('\t');
  if (bearings !== '\\N')
    for (const text of bearings.slice(1, -1).split(',')) columns.addBearing(Number(text));
  if (fieldOfView !== '\\N') columns.setFieldOfView(Number(fieldOfView));
  if (precision !== '\\N') columns.setPrecision(Number(precision));
  return end + 1;
}

function startsWith(bytes: Uint8Array, start: number, text: Uint8Array): boolean {
  for (let i = 0; i < text.length; i += 1) if (bytes[start + i] !== text[i]) return false;
  return true;
}
