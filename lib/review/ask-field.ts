import { toKind } from '#lib/claims/entity-schema.ts';
import { acts, modalities, stances } from '#lib/claims/file-schema.ts';
import { reliabilities } from '#lib/claims/grade.ts';
import type { EntityKindName } from '#lib/claims/predicate-schema.ts';
import { isEdtf } from '#lib/edtf.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { toNewOption, withNewEntities } from './ask-new-entity.ts';
import { askObject } from './ask-object.ts';
import { askSpeaker } from './ask-speaker.ts';
import type { clearable, Draft } from './candidate-schema.ts';
import { findAccepted } from './claims-from-state.ts';
import { refuseGrade } from './grade-limits.ts';
import { completeFrom } from './phrases.ts';
import {
  line,
  type Option,
  type PickPrompt,
  type Prompt,
  pick,
  type Step,
  withCompletion,
} from './prompt.ts';
import { findRecent, getPassage, type ReviewContext, type Session } from './session.ts';

export const fields = [
  'subject',
  'predicate',
  'object',
  'stance',
  'modality',
  'act',
  'speaker',
  'said',
  'valid',
  'place',
  'says',
  'grade',
  'note',
] as const;
export type Field = (typeof fields)[number];

type Target = { draft: Draft; number: number };

/** The question for one field of a draft, with what was written before as completion, and a way to entities that are not declared yet. */
export function askField(
  field: Field,
  target: Target,
  context: ReviewContext,
  session: Session,
): Prompt | string {
  const prompt = askPlainly(field, target, context, session);
  if (typeof prompt === 'string') return prompt;
  const { names, work } = context;
  return withCompletion(
    withNewEntities(prompt, names, work.work.language),
    completeFrom(context, session, field),
  );
}

function askPlainly(field: Field, target: Target, context: ReviewContext, session: Session): Prompt | string {
  const { draft, number } = target;
  const set = (values: Partial<Draft>): Step => ({
    act: { do: 'set', draft: number, fields: values, clear: [] },
  });
  const clear = (key: (typeof clearable)[number]): Step => ({
    act: { do: 'set', draft: number, fields: {}, clear: [key] },
  });
  switch (field) {
    case 'subject':
      return pickEntity('Subject', context, session, undefined, (id) => set({ subject: id }));
    case 'place': {
      const none = { value: '', label: 'no place', hint: 'the object says it, or nothing does' };
      const prompt = pickEntity('Place', context, session, ['place'], (id) =>
        id === '' ? clear('place') : set({ place: id }),
      );
      const find = (query: string) => [
        ...(query === '' && draft.place !== undefined ? [none] : []),
        ...prompt.find(query),
      ];
      return { ...prompt, find };
    }
    case 'predicate':
      return pickPredicate(draft, context, session, (key) => set({ predicate: key }));
    case 'object':
      return askForObject(draft, context, session, (object) => set({ object }));
    case 'stance':
      return pick('Stance', toOptions(stances), (value) =>
        set({ stance: stances.find((one) => one === value) }),
      );
    case 'modality':
      return pick('Modality', toOptions(modalities), (value) =>
        set({ modality: modalities.find((one) => one === value) }),
      );
    case 'act':
      return pick('How it was said', toOptions(acts), (value) =>
        set({ act: acts.find((one) => one === value) }),
      );
    case 'speaker':
      return askSpeaker({
        workId: context.work.work.id,
        cited: context.work.cited.map(({ id }) => id),
        recent: findRecent(session, ({ speaker }) => speaker).filter(
          (one) => !('work' in one) || one.work !== context.work.work.id,
        ),
        findEntities: (query) => findEntities(query, context, session, ['person', 'organization']),
        done: (speaker) => set({ speaker }),
      });
    case 'said':
      return askDate('Said on', draft.said?.on, (value) =>
        value === undefined ? clear('said') : set({ said: { on: value.edtf, inferred: value.inferred } }),
      );
    case 'valid':
      return askDate('Valid on or from', draft.valid?.edtf, (value) =>
        value === undefined ? clear('valid') : set({ valid: value }),
      );
    case 'says':
      return line('The statement, in our own words', draft.says ?? '', '8 to 400 characters', (says) =>
        set({ says }),
      );
    case 'note':
      return line('Note for the reader', draft.note ?? '', 'enter on nothing removes it', (note) =>
        note === '' ? clear('note') : set({ note }),
      );
    case 'grade':
      return askGrade(draft, context, session, (grade) => set({ grade }));
  }
}

function toOptions(values: readonly string[]): Option[] {
  return values.map((value) => ({ value, label: value }));
}

function pickEntity(
  title: string,
  context: ReviewContext,
  session: Session,
  kinds: readonly EntityKindName[] | undefined,
  done: (id: string) => Step,
): PickPrompt {
  return { ...pick(title, [], done), find: (query) => findEntities(query, context, session, kinds) };
}

/** By name while it is typed; for nothing typed what was found in the sentence, then what the review used last. */
function findEntities(
  query: string,
  context: ReviewContext,
  session: Session,
  kinds: readonly EntityKindName[] | undefined,
): Option[] {
  const { names } = context;
  const toOption = (id: string): Option[] => {
    const entity = names.get(id);
    return entity === undefined || entity.isWithheld ? [] : [{ value: id, label: entity.label, hint: id }];
  };
  if (query !== '')
    return [...names.search(query, kinds).flatMap(({ id }) => toOption(id)), ...toNewOption(query, kinds)];
  const machine = getPassage(context, session).candidate.found;
  const found = [...(machine?.organizations ?? []), ...(machine?.places ?? [])].flatMap(
    ({ entities = [] }) => entities,
  );
  const recent = findRecent(session, (draft) => [
    draft.subject,
    draft.object?.type === 'entity' ? draft.object.id : undefined,
  ]).flat();
  const ids = new Set([...recent.slice(0, 1), ...found, ...recent].filter((id) => id !== undefined));
  return [...ids]
    .filter((id) => kinds === undefined || kinds.some((kind) => kind === toKind(id)))
    .flatMap(toOption);
}

function pickPredicate(
  draft: Draft,
  context: ReviewContext,
  session: Session,
  done: (key: string) => Step,
): Prompt {
  const kind = draft.subject === undefined ? undefined : toKind(draft.subject);
  const all = Object.entries(context.registry.predicates)
    .filter(([, { domain }]) => kind === undefined || domain.includes(kind))
    .map(([key, { label }]) => ({ value: key, label, hint: key }));
  const recent = findRecent(session, ({ predicate }) => predicate);
  const used = recent.flatMap((key) => all.filter(({ value }) => value === key));
  return pick('Predicate', [...used, ...all.filter((option) => !used.includes(option))], done);
}

function askForObject(
  draft: Draft,
  context: ReviewContext,
  session: Session,
  done: (object: NonNullable<Draft['object']>) => Step,
): Prompt | string {
  const predicate = draft.predicate === undefined ? undefined : context.registry.predicates[draft.predicate];
  if (predicate === undefined) return 'The predicate comes first: it says what the object can be.';
  const { work, cited } = context.work;
  return askObject({
    predicate,
    found: getPassage(context, session).candidate.found,
    language: work.language,
    old: draft.object,
    findEntities: (query, kinds) => findEntities(query, context, session, kinds),
    terms: (vocabulary) => toOptions([...(context.registry.vocabularies.get(vocabulary) ?? [])]),
    claims: () =>
      findAccepted(session.state)
        .toReversed()
        .map(({ id, reviewed }) => ({ value: id, label: reviewed.draft.says ?? id, hint: id })),
    works: () => [work, ...cited].map(({ id, title }) => ({ value: id, label: title, hint: id })),
    done,
  });
}

type FoundDate = { edtf: string; inferred: boolean };

/** `2015-12` as printed, `2015-12 i` where an editor completed it. */
function askDate(
  title: string,
  old: string | undefined,
  done: (value: FoundDate | undefined) => Step,
): Prompt {
  return line(
    `${title} (EDTF)`,
    old ?? '',
    '2015-12 · “2015-12 i” where inferred · nothing for none',
    (text) => {
      const [, edtf = '', mark] = /^(\S*)(\s+i)?$/.exec(text.trim()) ?? [];
      if (edtf === '') return text.trim() === '' ? done(undefined) : { problem: `“${text}” is not a date` };
      if (!isEdtf(edtf)) return { problem: `“${edtf}” is not a date that we can read` };
      return done({ edtf, inferred: mark !== undefined });
    },
  );
}

type Grade = NonNullable<Draft['grade']>;
const credibilities = [1, 2, 3, 4, 5, 6] as const;

/** Grades of this review, last used first, then all marks; or one as typed: `B3 the reason`. What the speaker does not allow is refused at once. */
function askGrade(
  draft: Draft,
  context: ReviewContext,
  session: Session,
  done: (grade: Grade) => Step,
): Prompt {
  const take = (grade: Grade): Step => {
    const refused = refuseGrade({ ...draft, grade }, context.work);
    return refused === undefined ? done(grade) : { problem: refused };
  };
  const recent = findRecent(session, ({ grade }) => grade).map((grade) => {
    const text = `${grade.reliability}${grade.credibility} ${grade.reason}`;
    return { value: text, label: text, hint: 'in this review' };
  });
  const marks = reliabilities.flatMap((reliability) =>
    credibilities.map((credibility) => ({
      grade: { reliability, credibility, reason: '' },
      value: `${reliability}${credibility}`,
    })),
  );
  const words = getMessages().evidence;
  const options = marks.map(({ grade, value }) => ({
    value,
    label: `${value} …`,
    refused: refuseGrade({ ...draft, grade }, context.work),
    hint: `${words.reliability[grade.reliability]}, ${words.credibility[grade.credibility - 1] ?? ''}`,
  }));
  const allowed = options.filter(({ refused }) => refused === undefined);
  const above = options.flatMap(({ refused, ...option }) =>
    refused === undefined ? [] : [{ ...option, hint: refused }],
  );
  const base = pick('Grade: reliability A–F, credibility 1–6', [...recent, ...allowed, ...above], (value) => {
    const [, letters = '', reason = ''] = /^(\S{2})(?:\s+(\S.*))?$/.exec(value) ?? [];
    const chosen = marks.find((one) => one.value === letters);
    if (chosen === undefined) return { problem: 'Write a grade like: B3 Told by one witness.' };
    const { grade } = chosen;
    if (reason !== '') return take({ ...grade, reason });
    const refused = refuseGrade({ ...draft, grade }, context.work);
    if (refused !== undefined) return { problem: refused };
    return {
      ask: line(`Why ${value}`, '', 'one sentence', (text) =>
        text === '' ? { problem: 'A grade needs its reason.' } : take({ ...grade, reason: text }),
      ),
    };
  });
  const find = (query: string) => {
    const found = base.find(query);
    const isTyped = /^[A-F][1-6]\s+\S/.test(query) && !found.some(({ value }) => value === query);
    return isTyped ? [...found, { value: query, label: query, hint: 'as typed' }] : found;
  };
  return { ...base, find };
}
