import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type IngestOptions, ingestFiles } from '#lib/claims/ingest.ts';
import { openPool } from '#lib/db.ts';
import { loadEntities } from '#lib/entities/load.ts';
import { SiteState } from '#lib/site/site-state.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const fixtures = 'tests/fixtures/claims';
const fileName = 'harbor-gazette-2024-05-06-lamps.yaml';
const slug = fileName.slice(0, -'.yaml'.length);
const good = readFileSync(join(fixtures, 'works', fileName), 'utf8');

let database: TestDatabase;
let pool: Pool;
let folder: string;
let options: IngestOptions;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-ingest-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  options = { seedDir: 'tests/fixtures/captures', dataDir: folder, dataFolder: join(fixtures, 'data') };
  await pool.query(
    `insert into entity (id, kind, slug, label, label_lang, declared_by) values ('place.SE', 'place', 'SE', 'Sweden', 'en', 'test')`,
  );
  await loadEntities(pool, options);
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

function write(content: string | Uint8Array, name = fileName): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function ingest(content: string | Uint8Array, more: Partial<IngestOptions> = {}) {
  const [report] = await ingestFiles(pool, [write(content)], { ...options, ...more });
  if (report === undefined) throw new Error('no report');
  return report;
}

/** Every row of every table that ingestion writes, with the transaction that wrote it. */
async function snapshot(): Promise<Record<string, unknown[]>> {
  const tables = [
    'entity',
    'entity_name',
    'work',
    'capture',
    'passage',
    'claim',
    'claim_passage',
    'claim_entity',
    'claim_link',
    'inference',
    'inference_premise',
    'research_state',
    'fact',
    'coverage',
    'evidence',
    'log_entry',
    'log_content',
    'log_head',
  ];
  const rows: Record<string, unknown[]> = {};
  for (const table of tables) {
    rows[table] = (await pool.query(`select xmin::text, t::text as row from ${table} t order by 2`)).rows;
  }
  return rows;
}

async function countRows(table: string, where = 'true'): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from ${table} where ${where}`,
  );
  return rows[0]?.count ?? 0;
}

describe('ingestFiles', () => {
  it('writes the file, checks its passages, computes what readers see and appends to the ledger', async () => {
    const report = await ingest(good);
    expect(report).toMatchObject({
      ok: true,
      claims: 12,
      withdrawn: 0,
      passages: { verified: 16, verified_normalized: 0, lost: 0, not_checkable: 0 },
    });
    expect(await countRows('claim')).toBe(12);
    expect(await countRows('fact', `entity_id = 'program.harbor-lamps'`)).toBeGreaterThan(5);
    expect(await countRows('log_entry', `record_kind = 'claim'`)).toBe(12);
    expect(await countRows('coverage', `relation = 'planned' and wording = 'planned'`)).toBe(1);
  });

  it('names the origin of each claim as the first that can be told', async () => {
    await ingest(good);
    const { rows } = await pool.query<{ id: string; origin: string }>(
      'select id, origin_key as origin from claim order by position',
    );
    const origins = Object.fromEntries(rows.map((row) => [row.id.split('.')[1] ?? '', row.origin]));
    expect(origins).toMatchObject({
      c001: `work:work.${slug}`,
      c002: 'entity:person.ada-brandt',
      c009: `class:${slug}:critics`,
      c010: `anonymous:${slug}:clerk`,
      c011: 'spokesperson:org.northaven-council',
      c012: `ambiguous:${slug}:c012`,
    });
  });

  it('keeps a withheld speaker out of everything that leads to a person', async () => {
    await ingest(good);
    expect(await countRows('claim_entity', `claim_id = '${slug}.c010' and role = 'speaker'`)).toBe(0);
  });

  it('changes nothing the second time: no row, no version, no ledger entry', async () => {
    await ingest(good);
    await loadEntities(pool, options);
    const before = await snapshot();
    expect(await ingest(good)).toMatchObject({ ok: true, changed: 0 });
    await loadEntities(pool, options);
    expect(await snapshot()).toEqual(before);
  });

  it('writes only what differs', async () => {
    await ingest(good);
    const entries = await countRows('log_entry');
    const report = await ingest(good.replace('A plan of the company.', 'The company speaks of its plan.'));
    // The claim, and the work with the new hash of its file.
    expect(report).toMatchObject({ ok: true, changed: 2 });
    expect((await countRows('log_entry')) - entries).toBe(2);
  });

  it('refuses a file that lost a claim, unless a reason for the withdrawal is given; the row then stays', async () => {
    await ingest(good);
    const before = await snapshot();
    const shorter = good.replace(/ {2}- id: c011[\s\S]*?(?= {2}- id: c012)/, '');
    const refused = await ingest(shorter);
    if (refused.ok) expect.fail('accepted');
    expect(refused.problems.map((problem) => problem.what)).toEqual([
      `The file no longer holds the claim ${slug}.c011, which the database does`,
    ]);
    expect(refused.problems[0]?.mend).toContain('--withdraw');
    expect(await snapshot()).toEqual(before);
    expect(await ingest(shorter, { withdrawReason: 'The letters went to the wrong address' })).toMatchObject({
      withdrawn: 1,
    });
    const { rows } = await pool.query(
      `select review_state::text, withdrawn_reason from claim where id = '${slug}.c011'`,
    );
    expect(rows).toEqual([
      { review_state: 'withdrawn', withdrawn_reason: 'The letters went to the wrong address' },
    ]);
    expect(
      await countRows('log_entry', `record_id = '${slug}.c011' and entry::jsonb ->> 'op' = 'withdraw'`),
    ).toBe(1);
    expect(await countRows('fact', `predicate = 'speech.comment_on'`)).toBe(0);
    // Said once is said: the next run has nothing to withdraw.
    expect(await ingest(shorter)).toMatchObject({ ok: true, changed: 0 });
  });

  it('takes a withdrawal that is written in the file', async () => {
    await ingest(good);
    const withdrawn = good.replace(
      'reason: One unnamed clerk. }',
      "reason: One unnamed clerk. }\n    review: withdrawn\n    withdrawn: { reason: The clerk took it back, on: '2024-06-01' }",
    );
    expect(await ingest(withdrawn)).toMatchObject({ ok: true, withdrawn: 0 });
    expect(
      await countRows('claim', `review_state = 'withdrawn' and withdrawn_reason = 'The clerk took it back'`),
    ).toBe(1);
    expect(await countRows('fact', `predicate = 'org.oversees'`)).toBe(0);
  });

  it('marks passages as not checkable where the text is absent, and loses exactly those over a changed word', async () => {
    const absent = { seedDir: join(folder, 'nowhere') };
    expect(await ingest(good, absent)).toMatchObject({ passages: { not_checkable: 16 } });
    const entries = await countRows('log_entry');
    const changed = join(folder, 'changed');
    mkdirSync(changed, { recursive: true });
    const text = readFileSync('tests/fixtures/captures/harbor-cameras.txt', 'utf8');
    writeFileSync(
      join(changed, 'harbor-cameras.txt'),
      text.replace('would first be tested', 'would first be carefully tried'),
    );
    expect(await ingest(good, { seedDir: changed })).toMatchObject({
      ok: true,
      passages: { verified: 15, lost: 1 },
      lost: [`${slug}.tested`],
    });
    const { rows } = await pool.query(`select id from passage where verify_state = 'lost'`);
    expect(rows).toEqual([{ id: `${slug}.tested` }]);
    // What this installation can check is no public change.
    expect(await countRows('log_entry')).toBe(entries);
  });

  it('moves the state of the site when a passage is lost or found again, and not otherwise', async () => {
    const siteKey = async () => (await new SiteState(pool, 'build').get()).key;
    await ingest(good);
    const verified = await siteKey();
    await ingest(good);
    expect(await siteKey()).toBe(verified);
    await ingest(good, { seedDir: join(folder, 'nowhere') });
    const absent = await siteKey();
    expect(absent).not.toBe(verified);
    await ingest(good);
    expect(await siteKey()).not.toBe(absent);
  });

  it('brings in files that others refer to first', async () => {
    const citing = good
      .replaceAll(slug, 'a-second-paper')
      .replace('premises: [c009, c012]', `premises: [c009, ${slug}.c009]`)
      .replace(/id: work\.harbor-lamp-study/, 'id: work.another-study')
      .replace(/work: work\.harbor-lamp-study/, 'work: work.another-study');
    const reports = await ingestFiles(pool, [write(citing, 'a-second-paper.yaml'), write(good)], options);
    expect(reports.map((report) => report.ok)).toEqual([true, true]);
    expect(await countRows('inference_premise', `claim_id = '${slug}.c009'`)).toBe(2);
  });

  it('takes a statement as confirmed once another work says the same, and not before', async () => {
    const confirmed = good
      .replaceAll(slug, 'a-second-paper')
      .replace('id: work.harbor-lamp-study', 'id: work.another-study')
      .replace('work: work.harbor-lamp-study', 'work: work.another-study')
      .replace(
        'credibility: 3, reason: The paper in its own voice',
        'credibility: 1, reason: Two papers say so',
      );
    const path = write(confirmed, 'a-second-paper.yaml');
    expect(await ingestFiles(pool, [path], options)).toMatchObject([
      { ok: false, problems: [{ key: 'claims[0].grade.credibility' }] },
    ]);
    await ingest(good);
    expect(await ingestFiles(pool, [path], options)).toMatchObject([{ ok: true }]);
  });
});

describe('bad files', () => {
  const badFiles: [name: string, bad: (file: string) => string | Uint8Array, what: RegExp][] = [
    [
      'an unknown predicate',
      (file) => file.replace('program.developer', 'program.develper'),
      /Unknown predicate program\.develper\. Did you mean program\.developer\?/,
    ],
    [
      'a wrong hash',
      (file) => file.replace(/(id: paid[\s\S]*?sha256: )'?[0-9a-f]{64}'?/, `$1'${'0'.repeat(64)}'`),
      /passages\[11\]\.sha256: The words at \d+–\d+ have another hash/,
    ],
    [
      "a wrong hash of the capture's text",
      (file) => file.replace(/(textSha256: )'[0-9a-f]{64}'/, `$1'${'0'.repeat(64)}'`),
      /captures\[0\]\.textSha256: The text has another hash/,
    ],
    [
      "a wrong hash of the capture's file",
      (file) => file.replace(/(mediaSha256: )'[0-9a-f]{64}'/, `$1'${'0'.repeat(64)}'`),
      /captures\[0\]\.mediaSha256: The file has another hash/,
    ],
    [
      'a wrong length of the text, which lets a span lie past its end',
      (file) => file.replace('textLength: 1111', 'textLength: 9999'),
      /captures\[0\]\.textLength: The copy has a textLength of 1111, not 9999/,
    ],
    [
      'a span past the end',
      (file) => file.replace(/(id: bottom[\s\S]*?end: )\d+/, '$19999'),
      /passages\[15\]\.end: The span ends at 9999, past the end of the text \(1111\)/,
    ],
    [
      'a cycle of links',
      (file) =>
        file.replace('links:\n', 'links:\n  - { from: c007, to: c008, kind: restates, by: editor }\n'),
      /restates links go round in a circle: c00\d → c00\d → c00\d/,
    ],
    [
      'a duplicate id',
      (file) =>
        file
          .replace('id: c008', 'id: c006')
          .replace(
            '{ from: c008, to: c007, kind: restates, by: editor }',
            '{ from: c006, to: c007, kind: restates, by: editor }',
          ),
      /claims\[7\]\.id: The id c006 stands twice/,
    ],
    [
      'a quotation longer than 12 words',
      (file) =>
        file.replace(
          "phrase: 'not a camera'",
          'phrase: one two three four five six seven eight nine ten eleven twelve thirteen',
        ),
      /phrase: The phrase has 13 words/,
    ],
    [
      'a Chinese quotation longer than 24 characters',
      (file) => file.replace(/phrase: '?每一個人的臉'?/, `phrase: ${'臉'.repeat(25)}`),
      /The phrase has 13 words/,
    ],
    [
      'mixed encodings',
      (file) => Buffer.concat([Buffer.from(file), Buffer.from('# caf\xe9\n', 'latin1')]),
      /mixes encodings: byte 0xe9 is not UTF-8/,
    ],
    ['a byte order mark', (file) => `\ufeff${file}`, /begins with a byte order mark/],
    ['UTF-16', (file) => Buffer.from(`\ufeff${file}`, 'utf16le'), /The file is UTF-16/],
    [
      'broken YAML',
      (file) => file.replace('kind: restates, by: editor }', 'kind: restates, by: editor'),
      /The YAML cannot be read/,
    ],
    [
      'a key that stands twice',
      (file) => file.replace('  license: CC0-1.0', '  license: CC0-1.0\n  license: CC0-1.0'),
      /The YAML cannot be read: Map keys must be unique/,
    ],
    [
      'an unknown key',
      (file) => file.replace('  access: open', '  access: open\n  editor: nobody'),
      /work\.editor: Unknown key “editor”/,
    ],
    [
      'a missing key',
      (file) => file.replace('    says: The pulled quotation repeats the comparison.\n', ''),
      /claims\[7\]\.says: The key “says” is missing/,
    ],
    ['a wrong format version', (file) => file.replace('claims@1', 'claims@2'), /format: Wrong value/],
    [
      'a subject outside the domain',
      (file) =>
        file.replace(
          'subject: org.northaven-council\n    predicate: org.oversees',
          'subject: person.ada-brandt\n    predicate: org.oversees',
        ),
      /person\.ada-brandt is a person, and only organization can stand here/,
    ],
    [
      'an object outside the range',
      (file) =>
        file.replace(
          "{ type: money, amount: '110000', currency: USD, approximate: true }",
          '{ type: text, text: a lot }',
        ),
      /program\.cost takes money, not text/,
    ],
    [
      'a set where none is taken',
      (file) =>
        file.replace(
          '{ type: entity, id: org.harbor-works }',
          '{ type: set, open: true, members: [{ type: entity, id: org.harbor-works }] }',
        ),
      /program\.developer takes no set/,
    ],
    [
      'an entity of the wrong kind',
      (file) =>
        file.replace('{ type: entity, id: org.harbor-works }', '{ type: entity, id: person.ada-brandt }'),
      /is a person, and only organization can stand here/,
    ],
    [
      'an unknown entity',
      (file) =>
        file.replace('{ type: entity, id: org.harbor-works }', '{ type: entity, id: org.harbor-work }'),
      /Unknown entity org\.harbor-work\. Did you mean org\.harbor-works\?/,
    ],
    [
      'an unknown code',
      (file) => file.replace('code: location', 'code: locations'),
      /Unknown code locations of data-categories\. Did you mean location\?/,
    ],
    ['a dangling link', (file) => file.replace('from: c004', 'from: c040'), /There is no claim c040/],
    [
      'a link to itself',
      (file) => file.replace('from: c004', 'from: c003'),
      /The claim c003 links to itself/,
    ],
    [
      'a dangling passage',
      (file) => file.replace('passages: [silence]', 'passages: [silense]'),
      /There is no passage silense\. Did you mean silence\?/,
    ],
    [
      'a claim about a withheld person',
      (file) =>
        file.replace(
          '{ entity: person.ada-brandt, role: head of Harbor Works }',
          '{ entity: person.withheld-clerk }',
        ),
      /The source withheld who person\.withheld-clerk is/,
    ],
    [
      'a date that is none',
      (file) => file.replace('edtf: 2024-06/..', 'edtf: June 2024'),
      /“June 2024” is not a date that we can read/,
    ],
    [
      'a phrase that is not in its passage',
      (file) => file.replace("phrase: 'not a camera'", 'phrase: not a telescope'),
      /The phrase “not a telescope” is not inside its passage/,
    ],
    [
      'more than a tenth quoted',
      (file) =>
        file
          .replace("phrase: 'not a camera'", 'phrase: and not a camera at all')
          .replace('id: silence\n', "id: silence\n    phrase: council's speaker didn't answer two letters\n")
          .replace('id: gate\n', 'id: gate\n    phrase: already hanging above the gate\n'),
      /All phrases together have \d+ words; 21 are allowed/,
    ],
    [
      'a copy of the source',
      (file) =>
        file.replace(
          'says: Harbor Works builds the lamp posts.',
          'says: Harbor Works told the council that the lamps cost 1.2 million crowns and that is a fact, who leads Harbor Works, told the council that the lamps cost 1.2 million crowns ($110,000)',
        ),
      /More than 12 consecutive words of the source/,
    ],
    [
      'a withdrawal without a reason',
      (file) =>
        file.replace('reason: One unnamed clerk. }', 'reason: One unnamed clerk. }\n    review: withdrawn'),
      /A withdrawn claim has both/,
    ],
    [
      'an unnamed speaker graded as fairly reliable',
      (file) =>
        file.replace('grade: { reliability: D, credibility: 4', 'grade: { reliability: C, credibility: 4'),
      /claims\[9\]\.grade\.reliability: The reliability C is better than D/,
    ],
    [
      'another name than the slug',
      (file) =>
        file
          .replace('id: work.harbor-gazette-2024-05-06-lamps', 'id: work.harbor-gazette-lamps')
          .replaceAll(
            '{ work: work.harbor-gazette-2024-05-06-lamps }',
            '{ work: work.harbor-gazette-lamps }',
          ),
      /must be named harbor-gazette-lamps\.yaml/,
    ],
  ];

  it('gives each one error with its line, and writes nothing', async () => {
    const before = await snapshot();
    for (const [name, bad, what] of badFiles) {
      const content = bad(good);
      expect(content, `${name}: the fixture differs`).not.toBe(good);
      const report = await ingest(content);
      if (report.ok) expect.fail(`${name} was accepted`);
      const lines = report.problems.map((problem) => `${problem.key}: ${problem.what}. ${problem.mend}`);
      expect(lines, name).toHaveLength(1);
      expect(lines[0], name).toMatch(what);
      expect(report.problems[0]?.line, name).toBeGreaterThan(0);
      expect(report.problems[0]?.mend.length, name).toBeGreaterThan(10);
    }
    expect(await snapshot()).toEqual(before);
  });

  it('lists all problems of one file, in the order of its lines', async () => {
    const content = good
      .replace('program.developer', 'program.develper')
      .replace('code: location', 'code: locations')
      .replace('    says: The pulled quotation repeats the comparison.\n', '')
      .replace('from: c004', 'from: c040');
    const report = await ingest(content);
    if (report.ok) expect.fail('accepted');
    const lines = content.split('\n');
    expect(report.problems).toHaveLength(4);
    expect(report.problems.map((problem) => problem.line)).toEqual(
      [/develper/, /id: c008/, /locations/, /c040/].map(
        (pattern) => lines.findIndex((line) => pattern.test(line)) + 1,
      ),
    );
  });

  it('says which file cannot be opened', async () => {
    await expect(ingestFiles(pool, [join(folder, 'absent.yaml')], options)).rejects.toThrow(
      /cannot be opened \(ENOENT\).*absent\.yaml/,
    );
  });

  it('keeps good files when another one is bad', async () => {
    const bad = write(
      good.replaceAll(slug, 'bad-paper').replace('program.developer', 'program.develper'),
      'bad-paper.yaml',
    );
    const reports = await ingestFiles(pool, [bad, write(good)], options);
    expect(reports.map((report) => report.ok)).toEqual([false, true]);
    expect(await countRows('work', `id = 'work.bad-paper'`)).toBe(0);
    expect(await countRows('claim')).toBe(12);
  });
});
