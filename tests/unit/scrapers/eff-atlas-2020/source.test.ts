import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packsRoot, readRows } from '#lib/datasets/read-pack.ts';
import { agencyRowSchema, deploymentRowSchema } from '#lib/organizations/pack-rows.ts';
import type { OpenSource } from '#scrapers/core/source.ts';
import { openRowSource } from '#scrapers/registry.ts';
import { readInProcess } from '../../../factories/read-in-process.ts';
import { writeTowns } from '../../../factories/town-pack.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures/scrapers/eff-atlas-2020');
let packs: string;
let open: OpenSource;

beforeAll(async () => {
  packs = mkdtempSync(join(tmpdir(), 'eff-atlas-2020-'));
  writeTowns(packs, [{ id: 7, name: 'Oakdale', region: 'US-VA' }]);
  open = await openRowSource('eff-atlas-2020');
});

afterAll(() => rmSync(packs, { recursive: true }));

test('the export of 2020 gives the rows, refusals and counts of the golden file', async () => {
  const { drafts, refusals, unmatched, counters, counts } = await readInProcess(
    open,
    join(fixtures, 'export.csv'),
    packs,
  );
  await expect(
    `${JSON.stringify({ counts, counters, unmatched, refusals, drafts }, null, 2)}\n`,
  ).toMatchFileSnapshot(join(fixtures, 'export.expected.json'));
});

test('the live layout is another table', async () => {
  const path = join(fixtures, '../eff-atlas/export.csv');
  const { failed } = await readInProcess(open, path, packs);
  expect(failed[0]?.reason).toMatch(/not expected "NEWAOSNUMBER \(ORI9\)", "TECH ABV", "Other Links"/);
});

test('one number on two rows that differ stops the file', async () => {
  const path = join(packs, 'export.csv');
  const text = readFileSync(join(fixtures, 'export.csv'), 'utf8').replace('"AOS0002"', '"AOS0001"');
  writeFileSync(path, text);
  const { failed } = await readInProcess(open, path, packs);
  expect(failed[0]?.reason).toMatch(/AOS0001 stands on two rows that differ/);
});

const input = join(
  import.meta.dirname,
  '../../../../../shared/data/atlas/Atlas_of_Surveillance-20201007.csv.gz',
);

describe.skipIf(!existsSync(input))('the saved export (skipped where ../shared/data is absent)', () => {
  test('gives the packed rows, one record each', async () => {
    const { drafts, counts, refusals } = await readInProcess(open, input, packsRoot);
    expect(counts).toEqual([{ unit: 'file', seen: 4270, rows: 4269, merged: 1, states: 0, refused: {} }]);
    expect(refusals).toEqual([]);
    const packed: unknown[] = [];
    for await (const row of readRows('eff-atlas-2020', 'agencies.jsonl.gz', agencyRowSchema))
      packed.push(row);
    for await (const row of readRows('eff-atlas-2020', 'deployments.jsonl.gz', deploymentRowSchema))
      packed.push(row);
    expect(drafts.map(({ row }) => row)).toEqual(packed);
  });
});
