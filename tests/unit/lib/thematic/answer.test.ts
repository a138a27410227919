import { describe, expect, it } from 'vitest';
import { answerGround, answerQuestion, type PlaceAnswer } from '#lib/thematic/answer.ts';
import { type Question, readQuestion, toQuestionQuery } from '#lib/thematic/questions.ts';
import { indexReach } from '#lib/thematic/reach-index.ts';
import { toScale } from '#lib/thematic/scale.ts';
import type { Thematic } from '#lib/thematic/schema.ts';
import { findScope } from '#lib/thematic/scope.ts';
import { aLaw, aPlace, aProgram, aStatement, aThematic } from '../../../factories/thematic.ts';

const china = [
  aPlace('CN'),
  aPlace('CN-XZ'),
  aPlace('CN-XJ'),
  aPlace('HK', { level: 'territory', parent: 'CN', inherits: false }),
];
const access = { action: 'access', span: null, wording: 'reported_by_one' } as const;

function ask(thematic: Thematic, question: Partial<Question>): Map<string, PlaceAnswer> {
  const answers = answerQuestion(thematic, indexReach(thematic), {
    ask: 'systems',
    level: 'country',
    ...question,
  });
  return new Map(answers.map((answer) => [answer.place.code, answer]));
}

describe('laws in force', () => {
  const thematic = aThematic({
    places: china,
    laws: [
      aLaw('act', 'CN', '2015', { powers: [access] }),
      aLaw('draft', 'CN', '2015-07', {
        stages: [
          { stage: 'draft', earliest: '2015-07-01', latest: null, edtf: '2015-07/..', knownOn: '2016-03-03' },
        ],
        powers: [access],
      }),
    ],
  });

  it.each([
    ['2014-12-31', 'other_day', 0, 0],
    ['2015-06-01', 'tentative', 0, 1],
    ['2015-12-31', 'value', 1, 0],
    ['2026-01-01', 'value', 1, 0],
  ] as const)('on %s: %s', (on, state, value, tentative) => {
    expect(ask(thematic, { ask: 'laws', on }).get('CN')).toMatchObject({ state, value, tentative });
  });

  it('never counts the power of a draft', () => {
    expect(ask(thematic, { ask: 'power.access', on: '2015-06-30' }).get('CN')).toMatchObject({ value: 0 });
    expect(ask(thematic, { ask: 'power.access' }).get('CN')).toMatchObject({ value: 1 });
  });

  it('says of a power that no held law gives that other things are on record', () => {
    expect(ask(thematic, { ask: 'power.retain' }).get('CN')?.state).toBe('other');
  });

  it('does not count a power that is denied or only planned', () => {
    const powers = [
      { ...access, wording: 'denied' as const },
      { ...access, wording: 'planned' as const },
    ];
    const held = aThematic({ places: china, laws: [aLaw('act', 'CN', '2010-01-01/..', { powers })] });
    expect(ask(held, { ask: 'power.access' }).get('CN')?.state).toBe('other');
  });

  it('counts a power only within its own time', () => {
    const powers = [{ ...access, span: { ...spanOf2018 } }];
    const held = aThematic({ places: china, laws: [aLaw('act', 'CN', '2010-01-01/..', { powers })] });
    expect(ask(held, { ask: 'power.access', on: '2017-01-01' }).get('CN')?.state).toBe('other_day');
    expect(ask(held, { ask: 'power.access', on: '2018-06-01' }).get('CN')?.state).toBe('tentative');
    expect(ask(held, { ask: 'power.access', on: '2019-01-01' }).get('CN')?.value).toBe(1);
  });
});

const spanOf2018 = {
  edtf: '2018/..',
  beginsFrom: '2018-01-01',
  beginsBy: '2018-12-31',
  end: 'open',
  endsFrom: null,
  endsBy: null,
  vague: false,
} as const;

describe('containment', () => {
  const thematic = aThematic({
    places: china,
    programs: [
      aProgram('national', { statements: [aStatement('CN')] }),
      aProgram('regional', { statements: [aStatement('CN-XZ')] }),
      aProgram('not-in-tibet', {
        statements: [aStatement('CN'), aStatement('CN-XZ', { relation: 'excluded' })],
      }),
      aProgram('of-hong-kong', { statements: [aStatement('HK')] }),
    ],
  });

  it('counts a part for its country once, and the country for its parts', () => {
    expect(ask(thematic, {}).get('CN')?.value).toBe(3);
    expect(ask(thematic, { level: 'region' }).get('CN-XZ')?.value).toBe(2);
  });

  it('lets Hong Kong inherit nothing and give nothing on', () => {
    expect(ask(thematic, {}).get('HK')?.value).toBe(1);
  });

  it('lists only regions with something of their own, and leaves parts out of the ground', () => {
    expect([...ask(thematic, { level: 'region' }).keys()]).toEqual(['CN-XZ']);
    const ground = answerGround(thematic, indexReach(thematic), { ask: 'systems', level: 'region' });
    expect(ground.find(({ place }) => place.code === 'CN')?.value).toBe(2);
  });
});

describe('systems', () => {
  it('stripes what is only planned or claimed, and leaves denials out', () => {
    const thematic = aThematic({
      places: [aPlace('AA'), aPlace('BB'), aPlace('CC')],
      programs: [
        aProgram('plan', { statements: [aStatement('AA', { relation: 'planned', wording: 'planned' })] }),
        aProgram('claim', { statements: [aStatement('BB', { relation: 'claimed' })] }),
        aProgram('denied', { statements: [aStatement('CC', { wording: 'denied' })] }),
      ],
    });
    const answers = ask(thematic, {});
    expect(answers.get('AA')).toMatchObject({ state: 'tentative', value: 0, tentative: 1 });
    expect(answers.get('BB')?.state).toBe('tentative');
    expect(answers.get('CC')).toMatchObject({ state: 'other', value: 0, tentative: 0 });
  });

  it('counts as running only what a source reports so, for as long as it does', () => {
    const stages = [
      { stage: 'announced' as const, span: null, toldOn: '2012-01-01' },
      { stage: 'operational' as const, span: spanOf2018, toldOn: '2018-03-01' },
    ];
    const thematic = aThematic({
      places: [aPlace('AA')],
      programs: [aProgram('one', { statements: [aStatement('AA', { toldOn: '2012-01-01' })], stages })],
    });
    expect(ask(thematic, { ask: 'running', on: '2017-01-01' }).get('AA')?.state).toBe('other_day');
    expect(ask(thematic, { ask: 'running', on: '2018-06-01' }).get('AA')?.state).toBe('tentative');
    expect(ask(thematic, { ask: 'running' }).get('AA')?.value).toBe(1);
  });

  it('takes an ended system out from its end on, and keeps it on record', () => {
    const ended = { stage: 'ended' as const, span: { ...spanOf2018, beginsBy: '2018-01-01' }, toldOn: null };
    const thematic = aThematic({
      places: [aPlace('AA')],
      programs: [
        aProgram('one', { statements: [aStatement('AA', { toldOn: '2012-01-01' })], stages: [ended] }),
      ],
    });
    expect(ask(thematic, { on: '2017-12-31' }).get('AA')?.state).toBe('value');
    expect(ask(thematic, { on: '2018-01-01' }).get('AA')?.state).toBe('other_day');
  });
});

describe('what is not known', () => {
  const unknown = { question: '?', searched: null, on: '2026-01-01' };
  const thematic = aThematic({
    places: [aPlace('AA'), aPlace('BB'), aPlace('CC')],
    unknowns: [
      { ...unknown, place: 'AA', state: 'searched_nothing_found', about: 'law' },
      { ...unknown, place: 'BB', state: 'not_researched', about: 'law' },
    ],
  });

  it('tells "searched, nothing found" from "not researched", for the kind that was looked for', () => {
    const laws = ask(thematic, { ask: 'laws' });
    expect(['AA', 'BB', 'CC'].map((code) => laws.get(code)?.state)).toEqual([
      'searched',
      'not_researched',
      'not_researched',
    ]);
    expect(ask(thematic, {}).get('AA')?.state).toBe('other');
  });
});

describe('devices', () => {
  const thematic = aThematic({
    places: [
      aPlace('AA', {
        areaKm2: 2000,
        undated: 3,
        dated: [
          [2019, 1],
          [2021, 4],
        ],
      }),
      aPlace('BB', { areaKm2: 20, undated: 5 }),
      aPlace('CC'),
    ],
  });

  it('divides by the area, and says so of places too small for it', () => {
    const answers = ask(thematic, { ask: 'devices' });
    expect(answers.get('AA')).toMatchObject({ value: 4, devices: 8, undated: 3, state: 'value' });
    expect(answers.get('BB')).toMatchObject({ value: 0, devices: 5, state: 'other' });
    expect(answers.get('CC')?.state).toBe('not_researched');
  });

  it('counts on an earlier day only what has a year by then', () => {
    expect(ask(thematic, { ask: 'devices', on: '2020-06-01' }).get('AA')).toMatchObject({
      devices: 1,
      undated: 0,
    });
    expect(ask(thematic, { ask: 'devices', on: '2018-06-01' }).get('AA')?.state).toBe('other_day');
  });
});

describe('the scale', () => {
  it('is the same for every day', () => {
    const laws = ['AA', 'BB', 'BB', 'CC', 'CC', 'CC'].map((place, n) => aLaw(`${n}`, place, `20${10 + n}`));
    const thematic = aThematic({ places: ['AA', 'BB', 'CC'].map((code) => aPlace(code)), laws });
    const index = indexReach(thematic);
    const question = { ask: 'laws', level: 'country' } as const;
    const today = toScale(thematic, index, question);
    expect(today.map(({ from }) => from)).toEqual([1, 2, 3]);
    expect(toScale(thematic, index, { ...question, on: '2011-12-31' })).toEqual(today);
  });
});

describe('the territory of one law', () => {
  it('is what is told, place by place, with what holds on the day', () => {
    const law = aLaw('act', 'CN', '2015-01-01/..');
    law.statements.push(aStatement('HK', { relation: 'excluded', toldOn: null }));
    const thematic = aThematic({ places: china, laws: [law] });
    expect(
      findScope(thematic, law, '2020-01-01').map(({ place, relation, holds }) => [
        place.code,
        relation,
        holds,
      ]),
    ).toEqual([
      ['CN', 'applies', 'yes'],
      ['HK', 'excluded', 'yes'],
    ]);
  });
});

describe('the address of a question', () => {
  it.each([
    '',
    'measure=laws',
    'measure=power.compel-disclosure&level=region&date=2016-01-01',
    'measure=scope&subject=program%2Fskynet-cn',
  ])('reads back what it writes: %s', (text) => {
    const reading = readQuestion(new URLSearchParams(text));
    expect(reading.ok && toQuestionQuery(reading.question).toString()).toBe(text);
  });

  it.each(['measure=freedom', 'level=town', 'date=2016-02-30', 'measure=scope', 'subject=x'])(
    'refuses %s with a reason',
    (text) => {
      const reading = readQuestion(new URLSearchParams(text));
      expect(reading.ok ? [] : reading.problems).toHaveLength(1);
    },
  );
});
