import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { datasetSchema } from '#lib/datasets/dataset-schema.ts';
import { findDamagedFiles, readManifest, readRows } from '#lib/datasets/read-pack.ts';
import { gzipSteady, writePack } from '#scrapers/core/pack-writer.ts';

const dataset = datasetSchema.parse({
  id: 'tiny',
  title: 'Tiny',
  publisher: 'Somebody',
  license: 'CC0-1.0',
  attribution: 'Somebody, CC0.',
  homepage: 'https://example.org/',
  origin: 'made here',
  retrievedOn: '2026-01-01',
  asOf: '2026',
  version: '1',
  coverage: { extent: 'nowhere', subset: false },
  tier: 'own',
  wording: 'made up',
  grade: { reliability: 'F', reason: 'made up' },
  expect: { rows: { min: 1, max: 3 } },
});
const result = (rows: unknown[]) => ({
  files: [{ name: 'a.jsonl.gz', kind: 'rows' as const, rows }],
  inputs: [],
  report: {},
  counts: { rows: rows.length },
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('writePack', () => {
  test('the same rows give the same bytes, and no time stamp', () => {
    const first = writePack(folder, dataset, result([{ a: 1 }]));
    const bytes = readFileSync(join(folder, 'tiny/a.jsonl.gz'));
    expect(writePack(folder, dataset, result([{ a: 1 }]))).toEqual(first);
    expect(readFileSync(join(folder, 'tiny/a.jsonl.gz')).equals(bytes)).toBe(true);
    expect(bytes.readUInt32LE(4)).toBe(0);
    expect(gunzipSync(gzipSteady('text')).toString()).toBe('text');
  });

  test('license and attribution stand beside the rows', () => {
    writePack(folder, dataset, result([{ a: 1 }]));
    expect(readFileSync(join(folder, 'tiny/LICENSE'), 'utf8')).toContain('CC0-1.0');
    expect(readFileSync(join(folder, 'tiny/ATTRIBUTION'), 'utf8')).toContain('Somebody, CC0.');
  });

  test('a count outside the expected range stops the run', () => {
    expect(() => writePack(folder, dataset, result([]))).toThrow(/rows is 0, expected 1–3/);
    expect(() => writePack(folder, dataset, result([1, 2, 3, 4]))).toThrow(/expected 1–3/);
  });

  test('what was written is read back; a row of another shape names file and line', async () => {
    writePack(folder, dataset, result([{ a: 1 }, { a: 'x' }]));
    expect(readManifest('tiny', folder).files['a.jsonl.gz']?.rows).toBe(2);
    expect(findDamagedFiles('tiny', folder)).toEqual([]);
    const rows = readRows('tiny', 'a.jsonl.gz', z.object({ a: z.number() }), folder);
    expect((await rows.next()).value).toEqual({ a: 1 });
    await expect(rows.next()).rejects.toThrow(/a\.jsonl\.gz:2: a:/);
  });
});
