import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { computeRecordRoot } from '#lib/datasets/record-root.ts';
import { verifyExport } from '#lib/exports/verify-export.ts';
import { writeExport } from '#lib/exports/write-export.ts';
import { appendLog } from '#lib/log/append.ts';
import { LedgerFolder } from '#lib/log/ledger-folder.ts';
import { logEntities, logWork } from '#lib/log/record-changes.ts';
import { publishCheckpoint } from '#lib/log/sequencer.ts';
import { verifyRecords } from '#lib/log/verify-records.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { insertDatasets } from '../factories/insert-datasets.ts';
import { insertWork } from '../factories/insert-work.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
let client: pg.Client;
let folder: string;
let dataDir: string;
const at = new Date('2026-11-23T10:00:00.123Z');
const by = { actor: 'editor:curation', reason: 'test', at };
const findLicenseText = (dataset: string | null) =>
  dataset === 'osm' ? 'Open Database License, full text\n' : undefined;

const publish = () =>
  withConnection(database.url, (own) => publishCheckpoint(own, new LedgerFolder(dataDir)));

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'public-dossier-data-'));
  folder = mkdtempSync(join(tmpdir(), 'public-dossier-export-'));
  database = await createTestDatabase();
  client = new pg.Client(database.url);
  await client.connect();
  await client.query('begin');
  await insertWork(client);
  await insertDatasets(client);
  await client.query(`update claim set says = '+1 "quoted", with comma' where id = 'test.c2'`);
  await logEntities(client, by);
  await logWork(client, { workId: 'work.test', slug: 'test', ...by });
  for (const id of ['osm', 'atlas']) {
    const { rows, root: merkleRoot } = await computeRecordRoot(client, id);
    const content = { rows, merkleRoot, dataset: id, version: '1' };
    await appendLog(
      client,
      [{ recordKind: 'dataset', recordId: id, op: 'load', actor: 'loader:packs', reason: 'load', content }],
      at,
    );
  }
  await client.query('commit');
  await writeExport(client, { folder: join(folder, 'first'), findLicenseText, publish });
});

afterAll(async () => {
  await client.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
});

const read = (path: string) => readFileSync(join(folder, 'first', path), 'utf8');
const readIds = (path: string) =>
  read(path)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).id);

/** A changed copy of the export; `change` gets a file's text. */
function tamper(path: string, change: (text: string) => string): string {
  const copy = join(folder, 'copy');
  rmSync(copy, { recursive: true, force: true });
  cpSync(join(folder, 'first'), copy, { recursive: true });
  writeFileSync(join(copy, path), change(readFileSync(join(copy, path), 'utf8')));
  return copy;
}

describe('export', () => {
  test('an untouched export is sound and says how much it holds', async () => {
    expect(await verifyExport(join(folder, 'first'))).toMatchObject({
      records: 9,
      log: { entries: 11, heads: 4 },
    });
    expect((await verifyExport(join(folder, 'first'))).problem).toBeUndefined();
  });

  test('the database is sound as well, until a dataset record changes behind the log', async () => {
    expect(await verifyRecords(client)).toEqual({ records: 9 });
    await client.query('begin');
    await client.query(`update dataset_record set raw_hash = 'other' where id = 'atlas:1'`);
    expect((await verifyRecords(client)).problem).toMatchObject({ kind: 'dataset', id: 'atlas', index: 10 });
    await client.query('rollback');
  });

  test('equal databases give equal bytes', async () => {
    await writeExport(client, { folder: join(folder, 'second'), findLicenseText, publish });
    const list = (name: string) =>
      readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, name).length))
        .sort();
    expect(list('second')).toEqual(list('first'));
    for (const path of list('first'))
      expect(readFileSync(join(folder, 'second', path)), path).toEqual(
        readFileSync(join(folder, 'first', path)),
      );
    rmSync(join(folder, 'second'), { recursive: true });
  });

  test('a folder that holds something is not overwritten, and nothing half-written stays', async () => {
    await expect(
      writeExport(client, { folder: join(folder, 'first'), findLicenseText, publish }),
    ).rejects.toThrow(/not empty/);
    const failing = () => {
      throw new Error('disk');
    };
    await expect(
      writeExport(client, { folder: join(folder, 'third'), findLicenseText: failing, publish }),
    ).rejects.toThrow('disk');
    expect(readdirSync(folder)).toEqual(['first']);
  });

  test('rows stand under the license of what they rest on: ODbL never in a CC BY file', () => {
    const manifest = JSON.parse(read('manifest.json'));
    expect(readIds('curated/facts.jsonl')).toEqual(['fact-own']);
    expect(readIds('datasets/osm/facts.jsonl')).toEqual(['fact-of-osm:node/1', 'fact-osm-evidence']);
    expect(readIds('datasets/atlas/facts.jsonl')).toEqual(['fact-of-atlas:1']);
    expect(manifest.withheld).toEqual({ facts: 1 });
    expect(readIds('curated/entities.jsonl')).toEqual(['program.test', 'tech.x']);
    expect(readIds('datasets/atlas/entities.jsonl')).toEqual(['org.us-police']);
    for (const { path, license } of manifest.files) {
      if (license === 'ODbL-1.0') expect(path.startsWith('datasets/osm/')).toBe(true);
      else if (path !== 'README.txt' && !path.startsWith('log/'))
        expect(read(path), path).not.toMatch(/osm:node|node\/\d/);
    }
    expect(read('datasets/osm/LICENSE.txt')).toContain('© OpenStreetMap contributors');
    expect(read('datasets/osm/LICENSE.txt')).toContain('Open Database License, full text');
  });

  test('devices come as GeoJSON and CSV; cells that a spreadsheet would run are text, negative numbers stay numbers', () => {
    const feature = JSON.parse(read('datasets/osm/devices.geojsonl').split('\n')[0] ?? '');
    expect(feature).toMatchObject({
      type: 'Feature',
      id: 'node/1',
      geometry: { type: 'Point', coordinates: [-0.5, 51.5] },
      properties: { bearing: 0 },
    });
    const [header, first, second] = read('datasets/osm/devices.csv').split('\r\n');
    expect(header?.startsWith('id,lon,lat,')).toBe(true);
    expect(first).toContain(`node/1,-0.5,51.5`);
    expect(first).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(second).toContain('"pole, ""old"""');
    expect(read('curated/claims.csv')).toContain(`"'+1 ""quoted"", with comma"`);
  });

  test('passages carry hashes and phrases, never what depends on this installation', () => {
    const passage = JSON.parse(read('curated/passages.jsonl'));
    expect(passage).toMatchObject({ id: 'test.p1', phrase: 'a phrase', start: 0, end: 20 });
    expect(passage).not.toHaveProperty('verify_state');
  });

  test('what the last look for each passage found stands in a file of its own, and beside each claim of the table', async () => {
    await client.query(`update passage set verify_state = 'lost'`);
    await writeExport(client, { folder: join(folder, 'lost'), findLicenseText, publish });
    await client.query(`update passage set verify_state = 'not_checkable'`);
    const readLost = (name: string) => readFileSync(join(folder, 'lost', name), 'utf8');
    expect(readLost('curated/verification.jsonl')).toContain('{"id":"test.p1","reason":null,"state":"lost"}');
    expect(readLost('curated/claims.csv').trimEnd().split('\r\n')[0]).toMatch(/,passages_lost$/);
    expect(readLost('curated/claims.csv')).toContain(',yes\r\n');
    expect(read('curated/claims.csv')).not.toContain(',yes\r\n');
    expect((await verifyExport(join(folder, 'lost'))).problem).toBeUndefined();
  });

  test.each([
    [
      'a claim changed in its file',
      'curated/claims.jsonl',
      (text: string) => text.replace('It is planned', 'It is running'),
      /claim test\.c1.*differs from entry/,
    ],
    [
      'a claim left out',
      'curated/claims.jsonl',
      (text: string) => text.slice(text.indexOf('\n') + 1),
      /claim test\.c1.*its file lacks it/,
    ],
    [
      'a claim added',
      'curated/claims.jsonl',
      (text: string) => text.replace(/.*\n/, (line) => line + line.replace('test.c1', 'test.c9')),
      /claim test\.c9.*never spoke/,
    ],
    [
      'a claim doubled',
      'curated/claims.jsonl',
      (text: string) => text.replace(/.*\n/, (line) => line + line),
      /stands there twice/,
    ],
    [
      'a reason rewritten',
      'log/entries.jsonl',
      (text: string) => text.replace('\\"reason\\":\\"test\\"', '\\"reason\\":\\"tesT\\"'),
      /log entry 0 .*leaf hash/,
    ],
    [
      'a content rewritten',
      'log/contents.jsonl',
      (text: string) => text.replace('A work', 'B work'),
      /log entry 1 .*committed/,
    ],
    [
      'an entry left out',
      'log/entries.jsonl',
      (text: string) => text.slice(text.indexOf('\n') + 1),
      /out of order|log entry 1 .*missing or moved/,
    ],
    [
      'the log cut off',
      'log/entries.jsonl',
      (text: string) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`,
      /contents\.jsonl|head/,
    ],
    ['half a line', 'log/entries.jsonl', (text: string) => text.slice(0, -20), /entries\.jsonl:11/],
    [
      'a head changed',
      'log/heads.jsonl',
      (text: string) => text.replace('.123Z', '.124Z'),
      /log entry 0 .*time differs/,
    ],
    [
      'another root in the manifest',
      'manifest.json',
      (text: string) =>
        text.replace(/"root": "(.)/, (_all, digit: string) => `"root": "${digit === 'e' ? 'd' : 'e'}`),
      /manifest\.json|log entry|states/,
    ],
    [
      'a dataset record rewritten',
      'datasets/osm/records.jsonl',
      (text: string) => text.replace('"raw_hash":"h"', '"raw_hash":"i"'),
      /datasets\/osm: its records are not/,
    ],
    [
      'a dataset record left out',
      'datasets/osm/records.jsonl',
      (text: string) => text.slice(text.indexOf('\n') + 1),
      /3 records, and there are 2/,
    ],
    [
      'a device moved',
      'datasets/osm/devices.geojsonl',
      (text: string) => text.replace('51.5', '51.6'),
      /devices\.geojsonl.*bytes/,
    ],
    [
      'a license relabelled',
      'manifest.json',
      (text: string) => text.replace('"license": "ODbL-1.0"', '"license": "CC-BY-4.0"'),
      /under/,
    ],
  ])('%s is found and named', async (_, path, change, expected) => {
    const { problem } = await verifyExport(tamper(path, change));
    expect(`${problem?.where}: ${problem?.what}`).toMatch(expected);
  });

  test('a missing and an extra file are named', async () => {
    const copy = tamper('README.txt', (text) => text);
    rmSync(join(copy, 'datasets/osm/devices.csv'));
    expect((await verifyExport(copy)).problem).toEqual({
      where: 'datasets/osm/devices.csv',
      what: 'this file is missing',
    });
    const other = tamper('README.txt', (text) => text);
    writeFileSync(join(other, 'curated/extra.txt'), '');
    expect((await verifyExport(other)).problem).toMatchObject({ where: 'curated/extra.txt' });
    await expect(verifyExport(folder)).rejects.toThrow(/There is no export here/);
  });

  test('the command ends with 0 for a sound export, 2 for a changed one, 1 where there is none', () => {
    const verify = (...args: string[]) => {
      const { status, stdout } = spawnSync(process.execPath, ['scripts/verify.ts', ...args], {
        encoding: 'utf8',
      });
      return { status, stdout };
    };
    const sound = verify(join(folder, 'first'));
    expect(sound).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(
        /^Sound: 11 entries and 9 records of .*, root [0-9a-f]{64}\nSigned by .*: a key that the export itself names\..*\n$/,
      ),
    });
    const copy = tamper('log/contents.jsonl', (text) => text.replace('A work', 'B work'));
    expect(verify(copy)).toMatchObject({
      status: 2,
      stdout: expect.stringMatching(/^Not sound: log entry 1 \(work work\.test\): .*\n$/),
    });
    const json = verify(copy, '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, problem: { index: 1 } });
    expect(verify(folder).status).toBe(1);
  });
});
