import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CsvOptions, readCsv } from '#scrapers/core/csv.ts';

describe('readCsv', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'csv-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function read(bytes: string | Uint8Array, options: Partial<CsvOptions> = {}) {
    const path = join(folder, 't.csv');
    writeFileSync(path, bytes);
    const rows = [];
    for await (const one of readCsv({ path, name: 't.csv' }, { header: 'first_record', ...options }))
      rows.push(one);
    return rows;
  }

  const abc = [
    { row: 2, line: 3, cells: { a: 'x\ny', b: '1' } },
    { row: 3, line: 4, cells: { a: 'z', b: '' } },
  ];

  test.each([
    ['plain', 'a,b\n"x\ny",1\nz,\n'],
    ['with byte order mark and CRLF', '\uFEFFa,b\r\n"x\ny",1\r\nz,'],
    ['zipped, whatever its name', gzipSync('a,b\n"x\ny",1\nz,\n')],
  ])('a row knows its number in a spreadsheet and its line: %s', async (_, bytes) => {
    expect(await read(bytes)).toEqual(abc);
  });

  test('a file without a header has the columns that are declared', async () => {
    expect((await read('x,1\n', { header: { names: ['a', 'b'] } }))[0]?.cells).toEqual({ a: 'x', b: '1' });
    await expect(read('x,1,2\n', { header: { names: ['a', 'b'] } })).rejects.toThrow(
      /3 cells, the table 2 columns/,
    );
  });

  test('a declared encoding and delimiter are used', async () => {
    const bytes = Buffer.from('a;b\nM\xfcnchen;1\n', 'latin1');
    const [first] = await read(bytes, { encoding: 'windows-1252', delimiter: ';' });
    expect(first?.cells).toEqual({ a: 'M\u00fcnchen', b: '1' });
    await expect(read(bytes, { delimiter: ';' })).rejects.toThrow(/not utf-8/);
  });

  test('a column named like a member of every object is a column', async () => {
    const [first] = await read('__proto__,constructor\nx,y\n');
    expect(Object.entries(first?.cells ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    ['a column twice', 'a,b,a\nx,1,2\n', /names the column "a" twice/],
    ['a ragged record', 'a,b\nx,1\ny\n', /1 cells, the table 2 columns \(t\.csv, line 3\)/],
    [
      'a quote that is never closed',
      'a,b\n"x,1\n',
      /quotation mark opens and never closes \(t\.csv, line 2\)/,
    ],
    ['a record without end', `a,b\n"${'x'.repeat(1_100_000)}",1\n`, /longer than 1,000,000 characters/],
    ['a stray quote', 'a,b\nx,1"2\n', /quotation mark inside of a cell \(t\.csv, line 2\)/],
    ['LF, then CRLF', 'a,b\nx,1\r\ny,2\n', /CRLF and others in LF/],
    ['NUL', 'a,b\nx\0,1\n', /NUL/],
    ['nothing', '', /empty/],
    ['a web page', '<!DOCTYPE html><html></html>', /HTML page/],
    [
      'a Git LFS pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
      /Git LFS pointer/,
    ],
    ['half of a zipped file', gzipSync('a,b\n'.repeat(9_000)).subarray(0, 60), /cut off or damaged/],
  ])('%s stops the file', async (_, bytes, reason) => {
    await expect(read(bytes)).rejects.toThrow(reason);
  });

  test('a file that unpacks beyond its limit stops', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000, 'a,b\n'));
    await expect(read(bomb, { maxBytes: 1_000_000 })).rejects.toThrow(/unpacks to more than 1 MB/);
  });
});
