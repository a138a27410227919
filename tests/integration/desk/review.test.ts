import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { capture } from '#lib/captures/capture.ts';
import { openPool } from '#lib/db.ts';
import { lockLog, toLogPath } from '#lib/review/decision-log.ts';
import {
  addWork,
  makeDeskFolders,
  type RunningDesk,
  removeDeskFolders,
  startDesk,
} from '../../factories/desk.ts';
import { type DeskPage, DeskReader, messageOf } from '../../factories/desk-page.ts';
import { harborText } from '../../factories/harbor-review.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

let database: TestDatabase;
let pool: Pool;
let desk: RunningDesk;
let reader: DeskReader;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  desk = await startDesk({ folders: makeDeskFolders([]), pool });
  reader = new DeskReader(desk.origin);
});
afterAll(async () => {
  await desk.stop();
  await pool.end();
  await database.drop();
  removeDeskFolders(desk.folders);
});

const at = (slug: string, who = 'alba', sentence = 1) => `/desk/works/${slug}?reader=${who}&at=${sentence}`;
const readLines = (slug: string) => {
  const path = toLogPath(desk.folders.dataDir, `work.${slug}`);
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
};
const readFile = (slug: string) =>
  parse(readFileSync(join(desk.folders.worksFolder, `${slug}.yaml`), 'utf8'));

/** Fills a new claim in the order in which the desk asks, up to its grade. */
async function fillFirst(page: DeskPage, grade = 'B3 The paper in its own voice.'): Promise<DeskPage> {
  const asked = await reader.operate(page, 'enter');
  return reader.answer(
    asked,
    'program.harbor-lamps',
    'program.type',
    'camera_network',
    '',
    'The lamp posts of the town hold cameras.',
    grade,
  );
}

describe('a review at the desk', () => {
  it('goes from a captured text to a claims file and to rows in the database', async () => {
    addWork(desk.folders, 'whole-way');
    const list = await reader.open('/desk?reader=alba');
    expect(list.document.querySelector('tbody tr')?.textContent).toContain('to review');

    const complete = await fillFirst(await reader.open(at('whole-way')));
    expect(messageOf(complete)).toBe('Complete: enter accepts.');
    const next = await reader.operate(complete, 'enter');
    expect(next.document.querySelector('.progress')?.textContent).toContain(
      'Sentence 2 of 6 · 1 claims accepted',
    );
    expect(readFile('whole-way').claims).toMatchObject([
      {
        subject: 'program.harbor-lamps',
        predicate: 'program.type',
        speaker: { work: 'work.whole-way' },
        valid: { edtf: '2024-03' },
        says: 'The lamp posts of the town hold cameras.',
        grade: { reliability: 'B', credibility: 3 },
        review: 'single_reader',
      },
    ]);
    const decided = readLines('whole-way').map((line) => JSON.parse(line));
    expect(decided.at(-1)).toMatchObject({ decision: { by: 'alba', version: 1, action: { do: 'accept' } } });

    const published = await reader.send(next, 'publish', {});
    expect(published.text).toMatch(/1 claims are in the database, [1-9]\d* rows changed/);
    const { rows } = await pool.query(
      "select says, review_state::text from claim where work_id = 'work.whole-way'",
    );
    expect(rows).toEqual([
      { says: 'The lamp posts of the town hold cameras.', review_state: 'single_reader' },
    ]);

    // Taking the claim back takes it out of the file at once, and out of the database only with a reason.
    const undone = await reader.operate(published, 'undo');
    expect(messageOf(undone)).toBe('Taken back: accept.');
    expect(readFile('whole-way').claims).toEqual([]);
    const refused = await reader.send(undone, 'publish', {});
    expect(refused.text).toContain('The file no longer holds the claim');
    const withdrawn = await reader.send(refused, 'publish', { reason: 'Accepted by mistake.' });
    expect(withdrawn.text).toMatch(/0 claims are in the database/);
  });

  it('shows what the database refuses beside the claim concerned', async () => {
    addWork(desk.folders, 'refused');
    const next = await reader.operate(await fillFirst(await reader.open(at('refused'))), 'enter');
    // Somebody takes the entity away that the accepted claim is about.
    const path = join(desk.folders.worksFolder, 'refused.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('program.harbor-lamps', 'program.gone'));
    await reader.send(next, 'publish', {});
    const claim = await reader.open(at('refused'));
    expect(claim.document.querySelector('.claims div.problem')?.textContent).toContain('program.gone');
    const other = await reader.open(at('refused', 'alba', 2));
    expect(other.document.querySelector('.claims div.problem')).toBeNull();
  });

  it('refuses a grade that the speaker does not allow when it is given, with the reason', async () => {
    addWork(desk.folders, 'grades');
    let page = await reader.open(at('grades'));
    page = await reader.fill(page, 'speaker', 'anonymous', 'clerk', 'a clerk', 'not allowed to speak', '');
    const refused = await reader.fill(page, 'grade', 'B2');
    expect(refused.status).toBe(422);
    expect(messageOf(refused)).toContain('the best for a speaker whose name the source withholds');
    const taken = await reader.fill(page, 'grade', 'D3', 'Nobody else says so.');
    expect(taken.document.querySelector('.fields')?.textContent).toContain('D3 Nobody else says so.');
    // A grade that a later change of the speaker makes too good shows at once, too.
    let other = await reader.open(at('grades', 'alba', 2));
    other = await reader.fill(other, 'grade', 'B2', 'She leads the company.');
    other = await reader.fill(other, 'speaker', 'class', 'shop owners');
    expect(messageOf(other)).toContain('the best for an unnamed group');
    expect(other.document.querySelector('.fields .problem')?.textContent).toContain('unnamed group');
  });

  it('declares an entity that stands nowhere yet, and goes on with it', async () => {
    addWork(desk.folders, 'new-body');
    const page = await reader.open(at('new-body'));
    const found = await reader.open(`${at('new-body')}&ask=subject&q=Lantern%20Union`);
    const offered = [...found.document.querySelectorAll('.options button')].at(-1);
    expect(offered?.textContent).toContain('create “Lantern Union” …');
    const value = offered?.getAttribute('value') ?? '';
    const done = await reader.fill(page, 'subject', value, 'org', 'Lantern Union', 'lantern-union', 'named');
    expect(done.document.querySelector('.fields')?.textContent).toContain('Lantern Union org.lantern-union');
    const written = readFileSync(join(desk.folders.dataFolder, 'entities/organizations.yaml'), 'utf8');
    expect(parse(written)).toContainEqual({
      id: 'org.lantern-union',
      slug: 'lantern-union',
      label: 'Lantern Union',
      labelLang: 'en',
    });
    expect(written).toContain('org.harbor-works');
    // As the object of a predicate more is asked after it is declared.
    let object = await reader.fill(done, 'subject', 'program.harbor-lamps');
    object = await reader.fill(object, 'predicate', 'program.developer');
    const guild = ['new:org:Lantern Guild', 'Lantern Guild', 'lantern-guild', 'ours'];
    object = await reader.fill(object, 'object', ...guild, 'of the harbor');
    expect(object.document.querySelector('.fields')?.textContent).toContain('Lantern Guild (of the harbor)');
    object = await reader.fill(object, 'subject', value, 'org', 'Lantern Union', 'lantern-union');
    expect(messageOf(object)).toContain('org.lantern-union stands already');
  });

  it('takes words that were selected as the passage', async () => {
    addWork(desk.folders, 'selected');
    const page = await reader.open(at('selected'));
    const done = await reader.send(page, 'select', { start: '14', end: '40', role: 'narrow' });
    expect(done.document.querySelector('.evidence q')?.textContent).toBe('forty surveillance cameras');
    const beyond = await reader.send(done, 'select', { start: '14', end: '9999', role: 'narrow' });
    expect(beyond.status).toBe(422);
  });

  it('keeps what is typed and not sent, for this reader and question alone', async () => {
    addWork(desk.folders, 'typing');
    const asked = await reader.open(`${at('typing')}&draft=1&ask=says`);
    const body = new URLSearchParams();
    for (const input of asked.document.querySelectorAll('form.question input[type="hidden"]'))
      body.append(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '');
    body.set('do', 'typing');
    body.set('value', 'The lamp posts of');
    expect((await reader.post('/desk/works/typing', body)).status).toBe(204);
    const line = (page: DeskPage) => page.document.querySelector('textarea')?.textContent;
    expect(line(await reader.open(`${at('typing')}&draft=1&ask=says`))).toBe('The lamp posts of');
    expect(line(await reader.open(`${at('typing', 'boris')}&draft=1&ask=says`))).toBe('');
    expect(line(await reader.open(`${at('typing')}&draft=1&ask=note`))).toBe('');
    const answered = await reader.fill(asked, 'says', 'The lamp posts hold cameras.');
    const again = await reader.fill(answered, 'note', 'x');
    expect(line(await reader.open(`${at('typing')}&draft=1&ask=says`))).toBe('The lamp posts hold cameras.');
    // What was saved on the way and arrives after the answer does not stand in its way.
    expect((await reader.post('/desk/works/typing', body)).status).toBe(204);
    expect(line(await reader.open(`${at('typing')}&draft=1&ask=says`))).toBe('The lamp posts hold cameras.');
    expect(again.status).toBe(200);
  });
});

it('stands at no claim after the last candidate, so that a further one begins afresh', async () => {
  addWork(desk.folders, 'last');
  let page = await reader.operate(await fillFirst(await reader.open(at('last'))), 'enter');
  for (let left = 4; left > 0; left -= 1) page = await reader.operate(page, 'nothing');
  expect(page.text).toContain('Every candidate is decided.');
  expect(page.document.querySelector('form.actions input[name="draft"]')?.getAttribute('value')).toBe('0');
  const begun = await reader.operate(page, 'further');
  expect(begun.document.querySelector('.fields')?.textContent).not.toContain('program.type');
});

describe('second readers', () => {
  it('find the claims that wait for them, and cannot read their own', async () => {
    addWork(desk.folders, 'second');
    let page = await reader.open(at('second', 'alba', 3));
    page = await reader.fill(page, 'subject', 'program.harbor-lamps');
    page = await reader.fill(page, 'predicate', 'program.type');
    page = await reader.fill(page, 'object', 'camera_network', '');
    page = await reader.fill(page, 'says', 'The company says that no pictures are kept.');
    page = await reader.fill(page, 'grade', 'B3', 'The company speaks.');
    await reader.operate(page, 'accept');
    const own = await reader.open('/desk/second?reader=alba');
    expect(own.text).toContain('Your own claims wait for somebody else: 1.');
    expect(own.document.querySelectorAll('.queue li')).toHaveLength(0);
    expect((await reader.open(at('second', 'alba', 3))).text).not.toContain('value="confirm"');
    const forced = await reader.operate(await reader.open(at('second', 'alba', 3)), 'confirm');
    expect(forced.status).toBe(409);

    const queue = await reader.open('/desk/second?reader=boris');
    const link = queue.document.querySelector('.queue a');
    expect(queue.document.querySelector('.queue')?.textContent).toContain('a denial');
    const claim = await reader.open(link?.getAttribute('href') ?? '');
    const read = await reader.operate(claim, 'confirm');
    expect(messageOf(read)).toBe('Read by a second reader.');
    expect(readFile('second').claims[0].review).toBe('second_reader');
    expect((await reader.open('/desk/second?reader=boris')).text).toContain('No accepted claim asks');
  });
});

describe('two who decide at once', () => {
  it('on one sentence: the later one is refused and sees what stands there', async () => {
    addWork(desk.folders, 'same');
    const mine = await reader.open(at('same'));
    const yours = await reader.open(at('same', 'boris'));
    await reader.operate(yours, 'nothing');
    const refused = await reader.operate(mine, 'drop');
    expect(refused.status).toBe(409);
    expect(messageOf(refused)).toContain('Somebody decided here');
    expect(refused.text).toContain('nothing recordable');
    expect(readLines('same')).toHaveLength(1);
  });

  it('on two sentences: both stand', async () => {
    addWork(desk.folders, 'apart');
    const mine = await reader.open(at('apart', 'alba', 1));
    const yours = await reader.open(at('apart', 'boris', 2));
    await reader.operate(yours, 'nothing');
    expect((await reader.operate(mine, 'nothing')).status).toBe(200);
    expect(readLines('apart').map((line) => JSON.parse(line).decision.by)).toEqual(['boris', 'alba']);
  });

  it('one taking back: refused when anything was decided since', async () => {
    addWork(desk.folders, 'back');
    const first = await reader.operate(await reader.open(at('back', 'alba', 1)), 'nothing');
    await reader.operate(await reader.open(at('back', 'boris', 2)), 'nothing');
    expect((await reader.operate(first, 'undo')).status).toBe(409);
    expect(readLines('back')).toHaveLength(2);
  });

  it('one of them at a terminal: refused while it runs, and merged when it has left', async () => {
    addWork(desk.folders, 'terminal');
    const path = toLogPath(desk.folders.dataDir, 'work.terminal');
    const page = await reader.open(at('terminal', 'alba', 1));
    const leave = lockLog(path);
    const refused = await reader.operate(page, 'nothing');
    expect(refused.status).toBe(409);
    expect(messageOf(refused)).toContain(`being reviewed already, by process ${process.pid}`);
    expect(readLines('terminal')).toEqual([]);
    leave();
    expect((await reader.operate(page, 'nothing')).status).toBe(200);
  });

  it('at two desks: each sees what the other decided, and no line is lost', async () => {
    addWork(desk.folders, 'desks');
    const other = await startDesk({ folders: desk.folders, pool });
    const second = new DeskReader(other.origin);
    const [here, there] = await Promise.all([
      reader.open(at('desks', 'alba', 1)),
      second.open(at('desks', 'boris', 2)),
    ]);
    const sent = await Promise.all([reader.operate(here, 'nothing'), second.operate(there, 'nothing')]);
    // Whoever met the lock of the other tries again, as the page says.
    if (sent[0].status === 409) await reader.operate(await reader.open(at('desks', 'alba', 1)), 'nothing');
    if (sent[1].status === 409) await second.operate(await second.open(at('desks', 'boris', 2)), 'nothing');
    const lines = readLines('desks').map((line) => JSON.parse(line).decision.by);
    expect(lines.sort()).toEqual(['alba', 'boris']);
    const seen = await reader.open(at('desks', 'alba', 2));
    expect(seen.text).toContain('nothing recordable');
    await other.stop();
  });

  it('after a crash: half a line is left out and does not spoil the next', async () => {
    addWork(desk.folders, 'crash');
    await reader.operate(await reader.open(at('crash', 'alba', 1)), 'nothing');
    appendFileSync(toLogPath(desk.folders.dataDir, 'work.crash'), '{"kind":"decision","decision":{"ver');
    const restarted = await startDesk({ folders: desk.folders, pool });
    const again = new DeskReader(restarted.origin);
    const page = await again.open(at('crash', 'alba', 2));
    expect(page.document.querySelectorAll('[data-state="nothing"]')).toHaveLength(1);
    await again.operate(page, 'nothing');
    expect(readLines('crash').map((line) => JSON.parse(line).decision.action.do)).toEqual([
      'nothing',
      'nothing',
    ]);
    await restarted.stop();
  });
});

describe('texts that nobody described yet', () => {
  it('stand in the list, are described there, and are reviewed then', async () => {
    const path = join(desk.folders.root, 'lamp-notice.txt');
    writeFileSync(path, harborText.replace('forty', 'fifty'));
    await capture(path, { dataDir: desk.folders.dataDir, today: '2024-05-08', request: { userAgent: '' } });
    const list = await reader.open('/desk?reader=alba');
    const link = list.document.querySelector('.waiting a');
    expect(list.document.querySelector('.waiting')?.textContent).toContain('lamp-notice.txt');
    const page = await reader.open(link?.getAttribute('href') ?? '');
    const body = new URLSearchParams({
      title: 'Lamp notice',
      slug: 'lamp-notice',
      kind: 'official',
      language: 'en',
    });
    for (const input of page.document.querySelectorAll('form input[type="hidden"]'))
      body.append(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '');
    const wrong = new URLSearchParams(body);
    wrong.set('slug', '../lamp');
    const refused = await reader.post('/desk/describe', wrong);
    expect(refused.status).toBe(422);
    expect(refused.document.querySelector('#title')?.getAttribute('value')).toBe('Lamp notice');
    const review = await reader.post('/desk/describe', body);
    expect(review.document.querySelector('h1')?.textContent).toBe('Lamp notice');
    expect(readFile('lamp-notice').work).toMatchObject({ id: 'work.lamp-notice', kind: 'official' });
    expect((await reader.open('/desk?reader=alba')).document.querySelector('.waiting')).toBeNull();
    expect((await reader.post('/desk/describe', body)).status).toBe(404);
  });

  it('of the news stand among the works, and get a claims file with their first claim', async () => {
    addWork(desk.folders, 'from-news');
    const news = join(desk.folders.dataDir, 'news/works');
    mkdirSync(news, { recursive: true });
    renameSync(join(desk.folders.worksFolder, 'from-news.yaml'), join(news, 'from-news.yaml'));
    expect((await reader.open('/desk?reader=alba')).text).toContain('/desk/works/from-news?');
    await reader.operate(await fillFirst(await reader.open(at('from-news'))), 'enter');
    expect(readFile('from-news').claims).toHaveLength(1);
  });
});

it('leaves a file with claims that was written by hand alone, and says so', async () => {
  addWork(desk.folders, 'by-hand');
  const path = join(desk.folders.worksFolder, 'by-hand.yaml');
  writeFileSync(path, `${readFileSync(path, 'utf8')}claims: []\n`);
  const refused = await reader.open(at('by-hand'));
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('written by hand');
  const list = await reader.open('/desk?reader=alba');
  expect(list.text).toContain('its claims are edited in the file');
});
