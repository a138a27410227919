import { describe, expect, it } from 'vitest';
import { entityEntry } from '#lib/claims/entity-schema.ts';
import { claimsFile } from '#lib/claims/file-schema.ts';
import { checkCorpusRules } from '#lib/corpus/corpus-rules.ts';
import { countCorpus } from '#lib/corpus/count.ts';
import { isLanguageTag } from '#lib/corpus/language-tag.ts';
import type { CheckedWork } from '#lib/corpus/read-works.ts';
import { checkWorkRules } from '#lib/corpus/work-rules.ts';

const url = 'https://gazette.example/lamps';
const sight = {
  address: url,
  phrase: 'the lamps remember',
  on: '2026-11-26',
  extent: 'excerpt',
  form: 'original',
  medium: 'stored_copy',
  by: 'corpus',
};

type Parts = { work?: object; claims?: object[]; unknowns?: object[] };

function write({
  work = {},
  claims = [claim('c1', 'name.label', name('Lamps'))],
  unknowns = [],
}: Parts): CheckedWork {
  const file = claimsFile.parse({
    format: 'public-dossier/claims@1',
    work: {
      id: 'work.a',
      kind: 'article',
      title: 'A',
      publisherName: 'Gazette',
      url,
      language: 'en',
      license: 'x',
      access: 'x',
      seen: [sight],
      ...work,
    },
    defaults: {
      act: 'publisher_voice',
      speaker: { work: 'work.a' },
      grade: { reliability: 'B', credibility: 3, reason: 'r' },
    },
    passages: [{ id: 'p1', phrase: 'the lamps remember every face' }],
    claims,
    unknowns,
  });
  return { path: 'data/works/a.yaml', slug: 'a', file };
}

function claim(id: string, predicate: string, object: object, rest: object = {}) {
  return {
    id,
    subject: 'program.lamps',
    predicate,
    object,
    says: 'A thing is so.',
    passages: ['p1'],
    ...rest,
  };
}
function name(text: string) {
  return { type: 'name', text, lang: 'en', kind: 'common' };
}
const scope = { type: 'scope', place: 'place.KE', relation: 'applies' };
const whats = (faults: { what: string }[]) => faults.map(({ what }) => what);

describe('the rules of one file', () => {
  it('let a work pass that was seen at its address', () => {
    expect(checkWorkRules(write({}))).toEqual([]);
  });

  it.each<[string, Parts, RegExp]>([
    ['a work that nobody saw', { work: { seen: [] } }, /how this work was seen/],
    ['a work without an address', { work: { url: undefined } }, /no address/],
    [
      'an address at which nothing was seen',
      { work: { url: 'https://gazette.example/other' } },
      /not one at which/,
    ],
    ['a publisher that is left out', { work: { publisherName: undefined } }, /publisher is missing/],
    ['a tag that names no language', { work: { language: 'xx' } }, /no language tag/],
    [
      'a law in force without a date',
      {
        work: { published: '2024' },
        claims: [
          {
            ...claim('c1', 'law.status', { type: 'term', vocabulary: 'law-stages', code: 'in_force' }),
            subject: 'law.a',
          },
        ],
      },
      /needs a date/,
    ],
  ])('refuse %s', (_, parts, what) => {
    expect(whats(checkWorkRules(write(parts)))).toEqual([expect.stringMatching(what)]);
  });

  it('refuse words given as the source’s own that no cited passage holds', () => {
    const raw = (words: string) => ({ type: 'term', vocabulary: 'v', code: 'c', raw: words });
    const check = (object: object) =>
      checkWorkRules(write({ claims: [claim('c1', 'program.flags', object)] }));
    expect(check(raw('Lamps  remember'))).toEqual([]);
    expect(whats(check(raw('lamps that remember')))).toEqual([
      expect.stringMatching(/“lamps that remember” stand in no passage/),
    ]);
    const set = { type: 'set', open: true, members: [raw('every face'), raw('all faces')] };
    expect(whats(check(set))).toEqual([expect.stringMatching(/“all faces”/)]);
    const power = { type: 'power', holder: { class: 'x' }, action: 'search', objects: [raw('any lamp')] };
    expect(whats(check(power))).toEqual([expect.stringMatching(/“any lamp”/)]);
  });

  it('do not take words of a passage that the claim does not cite', () => {
    const work = write({});
    const [first] = work.file.claims;
    const [passage] = work.file.passages;
    if (first === undefined || passage === undefined) throw new Error('The fixture has one of each.');
    const object = { type: 'term', vocabulary: 'v', code: 'c', raw: 'every face' } as const;
    const file = {
      ...work.file,
      passages: [passage, { ...passage, id: 'p2', phrase: 'the lamps sleep in winter' }],
      claims: [first, { ...first, id: 'c2', object, passages: ['p2'] }],
    };
    expect(whats(checkWorkRules({ ...work, file }))).toEqual([expect.stringMatching(/“every face”/)]);
  });

  it('leave words of a capture alone, whose passage is longer than what is printed of it', () => {
    const work = write({});
    const [first] = work.file.claims;
    const [passage] = work.file.passages;
    if (first === undefined || passage === undefined) throw new Error('The fixture has one of each.');
    const object = { type: 'term', vocabulary: 'v', code: 'c', raw: 'at night' } as const;
    const anchored = { ...passage, capture: 'cap1', start: 0, end: 40 };
    const file = { ...work.file, passages: [anchored], claims: [{ ...first, object }] };
    expect(checkWorkRules({ ...work, file })).toEqual([]);
  });

  it('refuse a power to compel whose holder would be the one compelled', () => {
    const objects = [{ type: 'term', vocabulary: 'v', code: 'c' }];
    const compel = { type: 'power', holder: { class: 'x' }, action: 'compel_assistance', objects };
    const check = (object: object) => checkWorkRules(write({ claims: [claim('c1', 'law.power', object)] }));
    expect(check(compel)).toEqual([]);
    expect(whats(check({ ...compel, duty: true }))).toEqual([expect.stringMatching(/compel .* duty/)]);
    expect(check({ ...compel, action: 'retain', duty: true })).toEqual([]);
  });

  it('ask where a legal basis was searched that nobody found', () => {
    const flow = {
      type: 'flow',
      from: { pool: 'x' },
      to: { pool: 'y' },
      categories: [],
      kind: 'sharing',
      basis: 'alleged',
      lawUnknown: 'searched_nothing_found',
    };
    const claims = [claim('c1', 'flow.transfer', flow)];
    expect(whats(checkWorkRules(write({ claims })))).toEqual([expect.stringMatching(/where a legal basis/)]);
    const unknowns = [
      {
        id: 'u1',
        subject: 'program.lamps',
        question: 'On which law does it rest?',
        state: 'searched_nothing_found',
        searched: 'the gazette',
        by: 'corpus',
        on: '2026-11-26',
      },
    ];
    expect(checkWorkRules(write({ claims, unknowns }))).toEqual([]);
  });
});

describe('the rules of the whole corpus', () => {
  const lamps = entityEntry.parse({ id: 'program.lamps', label: 'Lamps', labelLang: 'en', scale: 'system' });
  const named = [claim('c1', 'name.label', name('Lamps')), claim('c2', 'program.territorial_scope', scope)];

  it('let a named program with a territory pass', () => {
    expect(checkCorpusRules({ works: [write({ claims: named })], entities: [lamps], leftOut: [] })).toEqual(
      [],
    );
  });

  it('find two works of one address, and a card that is used and left out', () => {
    const twice = [write({ claims: named }), { ...write({ claims: named }), path: 'data/works/b.yaml' }];
    const leftOut = [{ path: 'x', address: `${url}/`, reason: 'mirror' as const, note: 'A mirror of it.' }];
    expect(whats(checkCorpusRules({ works: twice, entities: [lamps], leftOut }))).toEqual([
      'data/works/a.yaml has the same address',
      'data/works/b.yaml uses it',
    ]);
  });

  it.each([
    ['nobody speaks of', { id: 'org.none', label: 'None', labelLang: 'en' }, [], /No work speaks/],
    [
      'stand under a heading that no claim gives',
      undefined,
      [claim('c2', 'program.territorial_scope', scope)],
      /heading/,
    ],
    [
      'lie nowhere',
      undefined,
      [
        claim('c1', 'name.label', name('Lamps')),
        claim('c2', 'program.since', { type: 'date', edtf: '2020' }),
      ],
      /where it is/,
    ],
  ])('find records that %s', (_, entry, claims, what) => {
    const entities = entry === undefined ? [lamps] : [entityEntry.parse(entry)];
    const works = [write(claims.length === 0 ? {} : { claims })];
    expect(whats(checkCorpusRules({ works, entities, leftOut: [] }))).toEqual([expect.stringMatching(what)]);
  });

  it('find a law with powers whose stage nobody dated, until an unknown says so', () => {
    const law = entityEntry.parse({ id: 'law.a', label: 'A', labelLang: 'en', workingTitle: true });
    const on = (rest: object) => ({ ...rest, subject: 'law.a' });
    const power = {
      type: 'power',
      holder: { pool: 'police' },
      action: 'access',
      objects: [{ type: 'term', vocabulary: 'data-categories', code: 'content' }],
    };
    const claims = [
      on(claim('c1', 'law.power', power)),
      on(claim('c2', 'law.jurisdiction', { type: 'entity', id: 'place.KE' })),
    ];
    const check = (unknowns: object[]) =>
      whats(checkCorpusRules({ works: [write({ claims, unknowns })], entities: [law], leftOut: [] }));
    expect(check([])).toEqual(['It has powers and no dated stage']);
    const open = { subject: 'law.a', predicate: 'law.status', question: 'Since when does it apply?' };
    expect(check([{ id: 'u1', ...open, state: 'not_researched', by: 'corpus', on: '2026-11-26' }])).toEqual(
      [],
    );
  });
});

describe('counts', () => {
  it('give a program to the country of its territory, a town to its country, and a denial to nobody', () => {
    const claims = [
      claim('c1', 'program.territorial_scope', { ...scope, place: 'place.gn-1' }),
      claim('c2', 'program.territorial_scope', { ...scope, place: 'place.IN-KA' }, { stance: 'denies' }),
    ];
    const { byCountry } = countCorpus([write({ claims })], new Map([['place.gn-1', 'KE']]));
    expect([...byCountry].map(([code, { programs }]) => `${code} ${programs.size}`)).toEqual([
      'IN 0',
      'KE 1',
    ]);
  });
});

describe('language tags', () => {
  it.each(['en', 'pt-BR', 'zh-Hans', 'und'])('take %s', (tag) => expect(isLanguageTag(tag)).toBe(true));
  it.each(['EN', 'english', 'xx', 'zh_CN', ''])('refuse %s', (tag) => expect(isLanguageTag(tag)).toBe(false));
});
