import { expect, it } from 'vitest';
import { type LoadedFact, toFactGroups } from '#lib/records/fact-rows.ts';

const fact = (key: string, changes: Partial<LoadedFact> = {}): LoadedFact => ({
  key,
  predicate: 'program.data_category',
  label: 'Data',
  definition: '',
  attributed: false,
  question: 'data',
  order: 0,
  values: [[{ kind: 'text', text: key }]],
  wording: 'reported_by_one',
  modality: 'fact',
  origins: 1,
  valid: undefined,
  place: undefined,
  openSet: false,
  supports: [],
  denies: [],
  doubts: [],
  connectedByEditors: [],
  silences: [],
  records: [],
  inferences: [],
  conflicts: [],
  ...changes,
});

it('joins values with the same evidence into one row and keeps others apart', () => {
  const [group] = toFactGroups([
    fact('jobs'),
    fact('hobbies'),
    fact('bank accounts', { wording: 'alleged_anonymously' }),
  ]);
  expect(group?.predicates[0]?.rows.map((row) => row.values.length)).toEqual([2, 1]);
});

it('never joins a plan with a fact, nor a value that has a rival', () => {
  const [group] = toFactGroups([
    fact('a'),
    fact('b', { modality: 'plan' }),
    fact('c', { conflicts: [[]] }),
    fact('d', { conflicts: [[]] }),
  ]);
  expect(group?.predicates[0]?.rows).toHaveLength(4);
});

it('orders groups as a reader asks: data before what is said, names last', () => {
  const groups = toFactGroups([
    fact('x', { question: 'said', predicate: 'describe.characterized_as' }),
    fact('y'),
    fact('z', { question: 'name', predicate: 'name.label' }),
  ]);
  expect(groups.map((group) => group.question)).toEqual(['data', 'said', 'name']);
});
