import type { Candidate } from '#lib/candidates/candidate-schema.ts';
import {
  type ClaimObject,
  claimObject,
  type SimpleObject,
  scopeRelations,
  simpleObject,
} from '#lib/claims/object-schema.ts';
import type { Predicate } from '#lib/claims/predicate-schema.ts';
import { askFlow, askPower } from './ask-power.ts';
import { line, type Option, type Prompt, pick, type Step } from './prompt.ts';

export type ObjectQuestions = {
  predicate: Predicate;
  found: Candidate | undefined;
  language: string;
  old: ClaimObject | undefined;
  /** Entities of these kinds by name; recently used and found ones for an empty query. */
  findEntities: (query: string, kinds: Predicate['rangeKinds']) => Option[];
  terms: (vocabulary: string) => Option[];
  claims: () => Option[];
  works: () => Option[];
  done: (object: ClaimObject) => Step;
};

type Kind = Predicate['range'][number] | 'set';

/** Asks for an object that the predicate takes: which kind, where there are several, and then its parts. */
export function askObject(questions: ObjectQuestions): Prompt {
  const { predicate } = questions;
  const accept = toAccept(questions);
  const kinds: Kind[] = [...predicate.range, ...(predicate.sets ? (['set'] as const) : [])];
  const [only] = kinds;
  if (kinds.length === 1 && only !== undefined) return askOne(only, questions, accept);
  const options = kinds.map((kind) => ({ value: kind, label: kind }));
  return pick('Kind of object', options, (value) => {
    const kind = kinds.find((one) => one === value);
    if (kind === 'none') return questions.done({ type: 'none' });
    return kind === undefined
      ? { problem: `${value} is no kind of object` }
      : { ask: askOne(kind, questions, accept) };
  });
}

function toAccept({ done }: ObjectQuestions) {
  return (value: unknown): Step => {
    const parsed = claimObject.safeParse(value);
    return parsed.success
      ? done(parsed.data)
      : { problem: parsed.error.issues[0]?.message ?? 'This is no object' };
  };
}

function askOne(kind: Kind, questions: ObjectQuestions, accept: (value: unknown) => Step): Prompt {
  const { predicate, found: machine, language, old } = questions;
  switch (kind) {
    case 'entity':
      return {
        ...pick('Object', [], (id) => ({
          ask: line('In brackets behind it (mostly nothing)', '', 'enter for nothing', (qualifier) =>
            accept({ type: 'entity', id, ...(qualifier === '' ? {} : { qualifier }) }),
          ),
        })),
        find: (query) => questions.findEntities(query, predicate.rangeKinds),
      };
    case 'term': {
      const vocabulary = predicate.vocabulary ?? '';
      return pick(`Term of ${vocabulary}`, questions.terms(vocabulary), (code) => ({
        ask: line('The source’s own word, where it differs', '', 'enter for nothing', (raw) =>
          accept({ type: 'term', vocabulary, code, ...(raw === '' ? {} : { raw }) }),
        ),
      }));
    }
    case 'date':
      return line('Date (EDTF)', machine?.dates[0]?.edtf ?? '', '2016-03, 2014~, 2016-01-01/..', (edtf) =>
        accept({ type: 'date', edtf }),
      );
    case 'text':
      return line('Text, in our own words', old?.type === 'text' ? old.text : '', '', (text) =>
        accept({ type: 'text', text }),
      );
    case 'name':
      return line('Name, as printed', '', 'name · name|zh-Latn · name|en|acronym', (text) => {
        const [name = '', lang = language, nameKind = 'common'] = text.split('|').map((part) => part.trim());
        return accept({ type: 'name', text: name, lang, kind: nameKind });
      });
    case 'money':
    case 'quantity': {
      const found = machine?.amounts.find(({ type }) => type === kind);
      const hint = kind === 'money' ? '25000000 USD, ~25000000 USD' : '22000000 residents, ~3000000 users of';
      return line('Amount', found === undefined ? '' : `${found.value} ${found.unit}`, hint, (text) =>
        accept(toAmount(kind, text)),
      );
    }
    case 'scope':
      return {
        ...pick('Place', [], (place) => ({
          ask: pick(
            'How the place is meant',
            scopeRelations.map((relation) => ({ value: relation, label: relation })),
            (relation) => ({
              ask: line('Residents that the source gives', '', 'enter for nothing', (population) =>
                accept({ type: 'scope', place, relation, ...(population === '' ? {} : { population }) }),
              ),
            }),
          ),
        })),
        find: (query) => questions.findEntities(query, ['place']),
      };
    case 'claim':
      return pick('Claim', questions.claims(), (id) => accept({ type: 'claim', id }));
    case 'work':
      return pick('Work', questions.works(), (id) => accept({ type: 'work', id }));
    case 'none':
      return pick('No object', [{ value: 'none', label: 'none' }], () => accept({ type: 'none' }));
    case 'power':
      return askPower({ ...questions, accept });
    case 'flow':
      return askFlow({ ...questions, accept });
    case 'set':
      return askSet(questions, accept);
  }
}

/** Values one after the other; then whether the source says that they are all. */
function askSet(questions: ObjectQuestions, accept: (value: unknown) => Step): Prompt {
  const { range } = questions.predicate;
  const ends: Option[] = [
    { value: 'open', label: 'no more named', hint: 'the source lists examples' },
    { value: 'closed', label: 'no more, and these are all' },
  ];
  const askMember = (members: readonly SimpleObject[]): Prompt => {
    const take = (value: unknown): Step => {
      const parsed = simpleObject.safeParse(value);
      if (!parsed.success) return { problem: 'This cannot stand in a set' };
      return { ask: askMember([...members, parsed.data]) };
    };
    const kinds = range.filter((kind) => kind !== 'none');
    const [only = 'text'] = kinds;
    const title = members.length === 0 ? 'First of the set' : `Number ${members.length + 1} of the set`;
    const asked: Prompt =
      kinds.length === 1
        ? askOne(only, { ...questions, old: undefined }, take)
        : pick(title, toOptions(kinds), (value) => ({
            ask: askOne(kinds.find((kind) => kind === value) ?? only, { ...questions, old: undefined }, take),
          }));
    if (members.length === 0) return asked;
    const end = (value: string): Step => accept({ type: 'set', open: value === 'open', members });
    // A member that is typed is asked for behind a choice, because a line has no list to end it with.
    if (asked.kind === 'line')
      return pick(title, [...ends, { value: 'next', label: 'a further one …' }], (value) =>
        value === 'next' ? { ask: asked } : end(value),
      );
    return {
      ...asked,
      title,
      find: (query) => [...(query === '' ? ends : []), ...asked.find(query)],
      done: (value) => (value === 'open' || value === 'closed' ? end(value) : asked.done(value)),
    };
  };
  return askMember([]);
}

function toOptions(values: readonly string[]): Option[] {
  return values.map((value) => ({ value, label: value }));
}

/** `~25000000 USD` → about 25 million dollars; `3000000 users|of whom` keeps what is counted from. */
function toAmount(kind: 'money' | 'quantity', text: string): unknown {
  const [, about, value, rest = ''] = /^(~?)\s*(-?[\d.]+)\s+(.+)$/u.exec(text.trim()) ?? [];
  if (kind === 'money') return { type: kind, amount: value, currency: rest, approximate: about === '~' };
  const [unit, of] = rest.split('|').map((part) => part.trim());
  return { type: kind, value, unit, approximate: about === '~', ...(of === undefined ? {} : { of }) };
}
