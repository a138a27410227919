import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { claimsFile } from '#lib/claims/file-schema.ts';
import { ingestFiles } from '#lib/claims/ingest.ts';
import { closeDb, connectDb, openPool } from '#lib/db.ts';
import { loadEntities } from '#lib/entities/load.ts';
import SourcePage from '../../app/(site)/sources/[slug]/page.tsx';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const fixtures = 'tests/fixtures/claims';
const harbor = claimsFile.parse(
  parse(readFileSync(join(fixtures, 'works/harbor-gazette-2024-05-06-lamps.yaml'), 'utf8')),
);
const slug = 'northaven-notice';
const url = 'https://northaven.example/notice';

let database: TestDatabase;
let pool: Pool;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  connectDb(database.url);
  folder = mkdtempSync(join(tmpdir(), 'dossier-seen-'));
  mkdirSync(join(folder, 'seed'));
  await loadEntities(pool, { dataFolder: join(fixtures, 'data') });
});
afterAll(async () => {
  await closeDb();
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

type Sight = { medium?: string; form?: string };

/** A notice of the council that was seen and not captured; with a capture once `captures` names one. */
function write({ medium = 'stored_copy', form = 'original' }: Sight, captures: unknown[] = []): string {
  const path = join(folder, `${slug}.yaml`);
  const file = {
    format: 'public-dossier/claims@1',
    work: {
      id: `work.${slug}`,
      kind: 'official',
      title: 'A notice',
      publisherName: 'Northaven',
      url,
      language: 'en',
      license: 'x',
      access: 'x',
      seen: [
        {
          address: url,
          phrase: 'voted on Monday to put',
          on: '2024-05-08',
          extent: 'excerpt',
          form,
          medium,
          by: 'corpus',
          note: 'A note.',
        },
      ],
    },
    defaults: {
      act: 'document',
      speaker: { work: `work.${slug}` },
      grade: { reliability: 'B', credibility: 2, reason: 'r' },
    },
    captures,
    passages: [
      { id: 'p1', phrase: 'The town council of Northaven voted on Monday' },
      { id: 'p2', phrase: 'The lamps were taken down again in June' },
    ],
    claims: [
      {
        id: 'c1',
        subject: 'program.harbor-lamps',
        predicate: 'name.label',
        object: { type: 'name', text: 'Harbor lamps', lang: 'en', kind: 'common' },
        says: 'They are called harbor lamps.',
        passages: ['p1', 'p2'],
      },
    ],
  };
  writeFileSync(path, JSON.stringify(file));
  return path;
}

async function ingest(sight: Sight, captures: unknown[] = []) {
  const [report] = await ingestFiles(pool, [write(sight, captures)], {
    seedDir: join(folder, 'seed'),
    dataDir: join(folder, 'data'),
    dataFolder: join(fixtures, 'data'),
    withdrawReason: 'test',
  });
  if (report?.ok !== true) throw new Error(JSON.stringify(report));
  return report;
}

async function readWording(): Promise<string | undefined> {
  const { rows } = await pool.query<{ wording: string }>(`select wording::text from fact`);
  return rows[0]?.wording;
}

describe('a work that was seen and not captured', () => {
  it('comes in with phrases that nothing here can check, and its page says how it was seen', async () => {
    const { passages } = await ingest({});
    expect(passages).toEqual({ verified: 0, verified_normalized: 0, lost: 0, not_checkable: 2 });
    const page = renderToStaticMarkup(await SourcePage({ params: Promise.resolve({ slug }) }));
    expect(page).toContain('seen on 8 May 2024 in a stored copy of the publisher’s page, an excerpt of it');
    expect(page).toContain('voted on Monday to put');
    expect(page).toContain('Northaven');
  });

  it.each([
    [{}, 'documented'],
    [{ form: 'copy' }, 'reported_by_one'],
    [{ medium: 'source_card' }, 'reported_by_one'],
  ])('documents what it says only where the original was seen: %o reads as %s', async (sight, wording) => {
    await ingest(sight);
    expect(await readWording()).toBe(wording);
  });

  it('has its phrases looked for once there is a capture, and loses those that the copy lacks', async () => {
    writeFileSync(
      join(folder, 'seed/harbor-cameras.txt'),
      readFileSync('tests/fixtures/captures/harbor-cameras.txt'),
    );
    const { passages, lost } = await ingest({}, harbor.captures);
    expect(passages).toEqual({ verified: 1, verified_normalized: 0, lost: 1, not_checkable: 0 });
    expect(lost).toEqual([`${slug}.p2`]);
  });
});
