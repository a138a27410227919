import { describe, expect, it } from 'vitest';
import { claimObject } from '#lib/claims/object-schema.ts';
import { type EntityRef, toPlainText } from '#lib/claims/rich-text.ts';
import { type SentenceContext, toObjectPieces, toSentence } from '#lib/claims/sentence.ts';
import { getMessages } from '#lib/messages/catalog.ts';

const entity = (id: string): EntityRef => ({
  id,
  kind: 'organization',
  label: id.split('.')[1] ?? id,
  lang: 'en',
  workingTitle: id.endsWith('-unnamed'),
  href: `/organizations/${id}`,
});

const labels: Record<string, string> = {
  'data-categories:bank-records': 'bank records',
  'data-categories:jobs': 'jobs',
};

const context: SentenceContext = {
  locale: 'en',
  messages: getMessages(),
  entity,
  termLabel: (vocabulary, code) => labels[`${vocabulary}:${code}`],
  date: (edtf) => `<${edtf}>`,
  claim: (id) => (id === 'c1' ? { says: 'A says B.', href: '/claims/c1' } : undefined),
  work: () => undefined,
};

const read = (value: unknown, mood?: 'conditional') =>
  toPlainText(toObjectPieces(claimObject.parse(value), context, mood));
const bank = { type: 'term', vocabulary: 'data-categories', code: 'bank-records' };

describe('values', () => {
  it.each([
    [{ type: 'entity', id: 'org.acme' }, 'acme'],
    [{ type: 'entity', id: 'org.acme', qualifier: 'supplier' }, 'acme (supplier)'],
    [{ type: 'entity', id: 'org.platform-unnamed' }, '[platform-unnamed]'],
    [{ type: 'money', amount: '164000000000', currency: 'CNY' }, 'CN¥164 billion'],
    [{ type: 'money', amount: '25000000000', currency: 'USD', approximate: true }, 'about $25 billion'],
    [{ type: 'quantity', value: '22000000', unit: 'residents' }, '22 million residents'],
    [{ type: 'quantity', value: '3', unit: 'stations', of: 'police' }, '3 stations of police'],
    [{ type: 'date', edtf: '2015-12' }, '<2015-12>'],
    [{ type: 'text', text: 'no safeguards' }, 'no safeguards'],
    [{ type: 'name', text: '档案', lang: 'zh', kind: 'common' }, '档案 (common name)'],
    [{ ...bank, raw: 'bank accounts' }, 'bank records (“bank accounts”)'],
    [{ ...bank, raw: 'Bank records' }, 'bank records'],
    [{ type: 'term', vocabulary: 'x', code: 'not-listed' }, 'not-listed'],
    [{ type: 'claim', id: 'c1' }, 'A says B.'],
    [{ type: 'none' }, 'no comment'],
  ])('%j reads %s', (object, expected) => {
    expect(read(object)).toBe(expected);
  });

  it('says when a list is not the whole list', () => {
    const members = [bank, { type: 'term', vocabulary: 'data-categories', code: 'jobs' }];
    expect(read({ type: 'set', open: false, members })).toBe('bank records and jobs');
    expect(read({ type: 'set', open: true, members })).toBe('bank records and jobs, among others');
  });

  it('never turns a plan into a fact of territory', () => {
    const scope = { type: 'scope', place: 'place.CN-XJ', relation: 'planned', population: '22000000' };
    expect(read(scope)).toBe('planned for CN-XJ (where the source counts 22 million residents)');
  });
});

describe('powers', () => {
  const power = {
    type: 'power',
    holder: { class: 'police' },
    action: 'compel_disclosure',
    objects: [bank],
    counterparty: { class: 'companies', members: ['org.acme', 'org.other'] },
    condition: 'once a suspect is targeted',
    law: 'law.act',
  };

  it('names who may compel what from whom, when, under which law', () => {
    expect(read(power)).toBe(
      'police may compel companies including acme and other, among others to hand over bank records, under act; condition: once a suspect is targeted',
    );
  });

  it('reads in the conditional while the law is a draft', () => {
    expect(
      read({ ...power, action: 'access', counterparty: undefined, condition: undefined }, 'conditional'),
    ).toBe('police would be allowed to access bank records, under act');
  });

  it('names nobody where the source names nobody', () => {
    expect(read({ ...power, counterparty: undefined, condition: undefined, law: undefined })).toBe(
      'police may compel those concerned to hand over bank records',
    );
  });
});

it('reads a flow from giver to taker', () => {
  const flow = {
    type: 'flow',
    from: { entity: 'org.acme' },
    to: { pool: 'agencies of unknown number' },
    categories: ['jobs'],
    kind: 'sharing',
    basis: 'declared',
  };
  expect(read(flow)).toBe('jobs, shared by acme with agencies of unknown number');
  expect(read({ ...flow, categories: [] })).toBe('data, shared by acme with agencies of unknown number');
});

it('fills a predicate’s template and leaves names as they are written', () => {
  const object = claimObject.parse({ type: 'entity', id: 'org.acme' });
  expect(
    toPlainText(
      toSentence('the developer of {subject} is {object}', entity('org.iPlatform'), object, context),
    ),
  ).toBe('The developer of iPlatform is acme');
  expect(
    toPlainText(toSentence('{subject} was developed by {object}', entity('org.iPlatform'), object, context)),
  ).toBe('iPlatform was developed by acme');
});
