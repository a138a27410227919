import { beforeAll, describe, expect, it } from 'vitest';
import { toClaimsFile } from '#lib/review/claims-from-state.ts';
import { screenWidth, widthOf } from '#lib/review/columns.ts';
import { parseKeys } from '#lib/review/keys.ts';
import type { Prepared } from '#lib/review/prepare.ts';
import { press } from '#lib/review/press.ts';
import { toScreen } from '#lib/review/screen.ts';
import { getDraft, type Session } from '#lib/review/session.ts';
import { harborScript, openHarbor, prepareHarbor, pressAll } from '../../../factories/harbor-review.ts';

let prepared: Prepared;
beforeAll(async () => {
  prepared = await prepareHarbor();
});
const play = (script: string, from: Session = prepared.session) => pressAll(prepared, from, script);

describe('the review', () => {
  it('leads from candidates to claims by keys alone', () => {
    const { file, asking } = toClaimsFile(prepared.context.work, play(harborScript).state);
    expect(file.claims.map(({ predicate, stance, review }) => [predicate, stance, review])).toEqual([
      ['program.type', 'asserts', 'single_reader'],
      ['program.cost', 'asserts', 'single_reader'],
      ['program.type', 'denies', 'single_reader'],
      ['speech.comment_on', 'no_comment', 'single_reader'],
    ]);
    expect([...asking.values()]).toEqual([['a named person'], ['a denial']]);
  });

  it('tells two equal sentences apart and joins them to one claim', () => {
    const { file } = toClaimsFile(prepared.context.work, play(harborScript).state);
    const denial = file.claims.find(({ stance }) => stance === 'denies');
    const passages = file.passages.filter(({ id }) => denial?.passages.includes(id));
    expect(passages.map(({ start, occurrence, of }) => [start, occurrence, of])).toEqual([
      [187, 1, 2],
      [327, 2, 2],
    ]);
  });

  it('takes back one decision after the other until nothing is decided', () => {
    let session = play(harborScript);
    const count = session.standing.length;
    for (let done = 0; done < count; done += 1) session = play('u', session);
    expect(session.state.size).toBe(0);
    expect(play('u', session).message).toBe('There is nothing to take back.');
  });

  it('accepts nothing that ingestion would refuse, and says why', () => {
    const copied =
      'Northaven put forty surveillance cameras with facial recognition on its lamp posts in March';
    const session = play(
      `<enter>lamp<enter>program.type<enter>camera_network<enter><enter>${copied}<enter>B3 Why.<enter><enter>`,
    );
    expect(session.message).toContain('consecutive words of the source');
    expect(getDraft(prepared.context, session)?.status).toBe('open');
  });

  it('says which fields are missing before a further claim', () => {
    expect(play('+').message).toContain('Missing: subject');
  });

  it('leaves the speaker open where the words match no name', () => {
    const silence = prepared.context.passages.at(-1)?.candidate;
    expect(silence?.found?.speaker).toBeDefined();
    expect(silence?.proposed.speaker).toBeUndefined();
  });

  it('lets a second reader confirm what another one accepted, and not their own', async () => {
    const { standing, state, fresh } = play(harborScript);
    expect(standing.length).toBe(fresh.length);
    const own = play('<up><up><up>y', play(harborScript));
    expect(own.message).toContain('no second reader');
    const second = await prepareHarbor({ log: fresh, by: 'boris' });
    expect(second.session.state).toEqual(state);
    const end = pressAll(second, second.session, 'y<down>y');
    const { file, asking } = toClaimsFile(second.context.work, end.state);
    expect(file.claims.map(({ review }) => review)).toEqual([
      'second_reader',
      'second_reader',
      'single_reader',
      'single_reader',
    ]);
    expect([...asking.values()]).toEqual([['a denial']]);
  });

  it('narrows a passage to its words, and adds another one for context', () => {
    const session = play('eforty..cameras<enter>f<down><enter>cont<enter><enter>');
    const evidence = getDraft(prepared.context, session)?.draft.evidence;
    expect(evidence?.map(({ start, end, role }) => [start, end, role])).toEqual([
      [14, 40, 'statement'],
      [99, 186, 'context'],
    ]);
    expect(play('r', session).state).not.toEqual(session.state);
    expect(play('enowhere<enter>').message).toContain('not in this sentence');
  });

  it('marks a sentence in which nothing is recordable and goes on', () => {
    const session = play('x');
    expect(session.at).toBe(1);
    expect([...session.state.values()].map(({ isNothing }) => isNothing)).toEqual([true]);
  });
});

describe('a Chinese text', () => {
  it('is reviewed by its own sentences, and its passages hold', async () => {
    const text = '北港市政府在2024年3月安装了四十个人脸识别摄像头。港湾公司否认监控系统使用人脸识别。\n';
    const work = openHarbor(text);
    const chinese = await prepareHarbor({ work: { ...work, work: { ...work.work, language: 'zh' } } });
    const stances = chinese.context.passages.map(({ candidate }) => candidate.proposed.stance);
    expect(stances).toEqual(['asserts', 'denies']);
    const session = pressAll(
      chinese,
      chinese.session,
      '<enter>lamp<enter>program.type<enter>camera_network<enter><enter>Cameras were put up.<enter>B3 In its own voice.<enter><enter>',
    );
    expect(session.message).toBe('');
    const { file } = toClaimsFile(chinese.context.work, session.state);
    expect(file.claims[0]).toMatchObject({ valid: { edtf: '2024-03' }, speaker: { work: work.work.id } });
    expect(file.passages.map(({ start, end }) => [start, end])).toEqual([[0, text.indexOf('。') + 1]]);
  });
});

describe('the screen', () => {
  it('has no line over 80 columns after any key', () => {
    let session = prepared.session;
    for (const key of parseKeys(harborScript)) {
      session = press(prepared.context, session, key);
      for (const line of toScreen(prepared.context, session))
        expect(widthOf(line)).toBeLessThanOrEqual(screenWidth);
    }
  });
});
