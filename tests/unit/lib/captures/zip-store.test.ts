import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeZip } from '#lib/captures/zip-store.ts';

const entries = [
  { path: 'archive/a.warc.gz', bytes: Buffer.from([0, 1, 2, 255]) },
  { path: 'pages/灯.jsonl', bytes: Buffer.from('{}\n') },
  { path: 'empty', bytes: Buffer.alloc(0) },
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-zip-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('writeZip', () => {
  it('gives the same bytes for the same content', () => {
    expect(writeZip(entries)).toEqual(writeZip(entries));
  });

  const hasUnzip = spawnSync('unzip', ['-v']).status === 0;
  it.skipIf(!hasUnzip)('is unpacked by another program to the same bytes (needs unzip)', () => {
    const path = join(folder, 'x.zip');
    writeFileSync(path, writeZip(entries));
    expect(execFileSync('unzip', ['-t', path]).toString()).toContain('No errors detected');
    expect(execFileSync('unzip', ['-v', path]).toString()).not.toContain('Defl');
    const out = join(folder, 'out');
    execFileSync('unzip', ['-q', path, '-d', out], { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    for (const { path: name, bytes } of entries) expect(readFileSync(join(out, name))).toEqual(bytes);
  });

  it.each(['../x', '/x', 'a/../b', 'a//b', ''])('refuses the path “%s”', (path) => {
    expect(() => writeZip([{ path, bytes: Buffer.alloc(0) }])).toThrow(RangeError);
  });

  it('refuses a path that stands twice', () => {
    expect(() => writeZip([...entries, ...entries])).toThrow(/twice/);
  });
});
