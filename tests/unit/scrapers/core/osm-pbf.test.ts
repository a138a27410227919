import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkPbfFrames } from '#scrapers/core/osm-pbf.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pbf-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (...parts: Buffer[]) => {
  const path = join(folder, 'a.osm.pbf');
  writeFileSync(path, Buffer.concat(parts));
  return path;
};

/** A frame: length of the header, header { type, datasize }, and the blob. */
function frame(size: number, blob = Buffer.alloc(size)): Buffer {
  const varint: number[] = [];
  for (let rest = size; ; rest = Math.floor(rest / 128)) {
    varint.push(rest >= 128 ? (rest % 128) + 128 : rest);
    if (rest < 128) break;
  }
  const header = Buffer.from([0x0a, 7, ...Buffer.from('OSMData'), 0x18, ...varint]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, blob]);
}

describe('checkPbfFrames', () => {
  test('counts sound frames', () => {
    expect(checkPbfFrames(write(frame(10), frame(300)))).toBe(2);
  });

  test('refuses a blob of more than 32 MiB before reading it', () => {
    expect(() => checkPbfFrames(write(frame(33 * 1024 * 1024, Buffer.alloc(0))))).toThrow(/at most 33554432/);
  });

  test('refuses a header of 64 KiB and more', () => {
    expect(() => checkPbfFrames(write(Buffer.from([0, 1, 0, 0])))).toThrow(
      /blob header of 65536 bytes at byte 0/,
    );
  });

  test('refuses a file that is cut off', () => {
    expect(() => checkPbfFrames(write(frame(10).subarray(0, -1)))).toThrow(/past the end/);
    expect(() => checkPbfFrames(write(frame(10), Buffer.from([0, 0])))).toThrow(/cut off/);
  });
});
