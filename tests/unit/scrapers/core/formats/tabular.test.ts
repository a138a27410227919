import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTable } from '#scrapers/core/formats/tabular.ts';
import { readText } from '#scrapers/core/formats/tabular-bytes.ts';

async function read(text: string, options: { header?: string[]; delimiter?: string } = {}) {
  const rows: Record<string, string>[] = [];
  let columns: readonly string[] = [];
  const onHeader = (found: readonly string[]) => {
    columns = found;
  };
  const table = { delimiter: ',', header: undefined, ...options, where: 'cameras.csv', onHeader };
  for await (const { cells } of readTable(text, table)) rows.push(Object.fromEntries(cells));
  return { rows, columns };
}

describe('what is read', () => {
  test.each([
    ['LF', 'id,name\n1,a\n'],
    ['CRLF', 'id,name\r\n1,a\r\n'],
    ['CR', 'id,name\r1,a\r'],
    ['no end of the last line', 'id,name\n1,a'],
    ['empty lines', 'id,name\n\n1,a\n\n'],
  ])('%s', async (_, text) => {
    expect((await read(text)).rows).toEqual([{ id: '1', name: 'a' }]);
  });

  test('without a header, under declared names', async () => {
    expect((await read('1;a\n', { header: ['id', 'name'], delimiter: ';' })).rows).toEqual([
      { id: '1', name: 'a' },
    ]);
  });

  test('the unnamed first column of pandas', async () => {
    expect((await read(',id\n0,7\n')).rows).toEqual([{ '': '0', id: '7' }]);
  });

  test('columns named like parts of an object are columns', async () => {
    const { rows, columns } = await read('__proto__,constructor\nx,y\n');
    expect(columns).toEqual(['__proto__', 'constructor']);
    expect(Object.entries(rows[0] ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(({} as { x?: string }).x).toBeUndefined();
  });
});

test('a text longer than a piece keeps every character, whole', async () => {
  const names = Array.from({ length: 60_000 }, (_, index) => `${'x'.repeat(index % 7)}👾`);
  const { rows } = await read(`name\n${names.join('\n')}\n`);
  expect(rows.map(({ name }) => name)).toEqual(names);
});

describe('what stops the file, with the line', () => {
  test.each([
    ['a short row', 'id,name\n1,a\n2\n', /1 fields, the header 2 \(cameras\.csv, line 3\)/],
    ['a long row', 'id,name\n1,a,b\n', /3 fields, the header 2 \(cameras\.csv, line 2\)/],
    ['a quotation mark that never closes', 'id,name\n1,"a\n2,b\n', /quotation mark opens.*never closes/],
    [
      'a quotation mark inside of a field',
      'id,name\n1,a"b\n',
      /quotation mark inside of a cell \(cameras\.csv, line 2\)/,
    ],
    [
      'text after a closing quotation mark',
      'id,name\n1,"a"b\n',
      /quotation mark inside of a cell \(cameras\.csv, line 2\)/,
    ],
    ['LF, then CRLF', 'id,name\n1,a\r\n2,b\n', /ends in CRLF and others in LF/],
    ['CRLF, then LF', 'id,name\r\n1,a\n2,b\r\n', /3 fields, the header 2|CRLF/],
    ['a field of 5 MB', `id,name\n1,${'x'.repeat(5_000_000)}\n`, /longer than 1,000,000 characters/],
    ['two columns of one name', 'id,id\n1,2\n', /Two columns are called "id"/],
    ['nothing but line ends', '\n\n', /no header/],
  ])('%s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  test('fewer declared columns than fields', async () => {
    await expect(read('1,a\n', { header: ['id'] })).rejects.toThrow(
      /2 fields, the header 1 \(cameras\.csv, line 1\)/,
    );
  });
});

describe('bytes', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'public-dossier-text-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const readBytes = (content: Uint8Array | string, name = 'cameras.csv', options = {}) => {
    const path = join(folder, 'bytes');
    writeFileSync(path, content);
    return readText({ path, name }, options);
  };

  test('UTF-8 with and without its mark, UTF-16 both ways round, windows-1252 where declared', () => {
    expect(readBytes('\uFEFFid,Straße\n')).toBe('id,Straße\n');
    expect(readBytes('id,Straße\n')).toBe('id,Straße\n');
    expect(readBytes(Buffer.from('\uFEFFid,Straße\n', 'utf16le'))).toBe('id,Straße\n');
    expect(readBytes(Buffer.from('\uFEFFid,Straße\n', 'utf16le').swap16())).toBe('id,Straße\n');
    expect(readBytes(Buffer.from('id,Straße\n', 'latin1'), 'x.csv', { encoding: 'windows-1252' })).toBe(
      'id,Straße\n',
    );
  });

  test('a name that ends in .gz is unpacked, up to a limit', () => {
    expect(readBytes(gzipSync('id,name\n'), 'cameras.csv.gz')).toBe('id,name\n');
    expect(() =>
      readBytes(gzipSync(Buffer.alloc(5_000_000)), 'cameras.csv.gz', { maxBytes: 1_000_000 }),
    ).toThrow(/more than 1 MB/);
    expect(() => readBytes('id,name\n', 'cameras.csv.gz')).toThrow(/not gzip or are cut off/);
    expect(() => readBytes(gzipSync('id,name\n').subarray(0, 12), 'cameras.csv.gz')).toThrow(
      /not gzip or are cut off/,
    );
  });

  test.each([
    ['bytes that are no UTF-8', Buffer.from('id,Straße\n', 'latin1'), /not valid UTF-8/],
    ['UTF-16 without a mark', Buffer.from('id,name\n', 'utf16le'), /NUL characters/],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\n', /Git LFS pointer/],
  ])('%s', (_, content, message) => {
    expect(() => readBytes(content)).toThrow(message);
  });

  test('an encoding that nobody knows, or that is never read', () => {
    expect(() => readBytes('id\n', 'x.csv', { encoding: 'klingon' })).toThrow(/“klingon” is unknown/);
    expect(() => readBytes('id\n', 'x.csv', { encoding: 'utf-7' })).toThrow(/UTF-7/);
  });
});
