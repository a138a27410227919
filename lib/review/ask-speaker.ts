import { type SpeakerOrAmbiguous, speakerOrAmbiguous } from '#lib/claims/speaker-schema.ts';
import { line, type Option, type Prompt, pick, type Step } from './prompt.ts';

export type SpeakerQuestions = {
  workId: string;
  /** Ids of the works that this one cites. */
  cited: readonly string[];
  /** Speakers of this review, last used first. */
  recent: readonly SpeakerOrAmbiguous[];
  findEntities: (query: string) => Option[];
  done: (speaker: SpeakerOrAmbiguous) => Step;
};

const forms: readonly Option[] = [
  { value: 'anonymous', label: 'anonymous …', hint: 'the source withholds the name' },
  { value: 'spokesperson', label: 'spokesperson …', hint: 'somebody who speaks for a body' },
  { value: 'class', label: 'class …', hint: 'an unnamed group' },
  { value: 'ambiguous', label: 'ambiguous …', hint: 'the text allows several readings' },
];

/** Asks who said it: a speaker of this review, the work itself, a person or body by name, or one of the forms without a name. */
export function askSpeaker(questions: SpeakerQuestions): Prompt {
  const { workId, cited, recent, findEntities, done } = questions;
  const works = cited.filter((id) => !recent.some((one) => 'work' in one && one.work === id));
  const all: SpeakerOrAmbiguous[] = [{ work: workId }, ...recent, ...works.map((work) => ({ work }))];
  const known = all.map((speaker) => ({
    option: {
      value: JSON.stringify(speaker),
      label: describeSpeaker(speaker, workId),
      hint: 'in this review',
    },
    speaker,
  }));
  const fixed = [
    ...known.slice(1).map(({ option }) => option),
    ...known.slice(0, 1).map(({ option }) => option),
  ];
  const base = pick('Speaker', [...fixed, ...forms], (value) => {
    const same = known.find(({ option }) => option.value === value);
    if (same !== undefined) return done(same.speaker);
    if (value === 'ambiguous') return { ask: askReadings(questions, []) };
    if (forms.some((form) => form.value === value)) return { ask: askForm(value, findEntities, done) };
    return {
      ask: line('Role in which they speak', '', 'enter for nothing', (role) =>
        done({ entity: value, ...(role === '' ? {} : { role }) }),
      ),
    };
  });
  const find = (query: string) => [...base.find(query), ...(query === '' ? [] : findEntities(query))];
  return { ...base, find };
}

/** The speakers that a text allows, one after the other, and why it does. */
function askReadings(questions: SpeakerQuestions, readings: readonly SpeakerOrAmbiguous[]): Prompt {
  const asked = askSpeaker({
    ...questions,
    recent: questions.recent.filter((one) => !('ambiguous' in one) && !readings.includes(one)),
    done: (reading) =>
      'ambiguous' in reading
        ? { problem: 'A reading has one speaker' }
        : { ask: askReadings(questions, [...readings, reading]) },
  });
  if (asked.kind === 'line') return asked;
  const none: Option = { value: 'no_more', label: 'no more readings' };
  const find = (query: string) => {
    const options = asked.find(query).filter(({ value }) => value !== 'ambiguous');
    return readings.length > 1 && query === '' ? [none, ...options] : options;
  };
  return {
    ...asked,
    title: readings.length === 0 ? 'One reading' : 'Another reading',
    find,
    done: (value) =>
      value === none.value
        ? {
            ask: line('Why the text leaves it open', '', 'one sentence', (note) =>
              note === ''
                ? { problem: 'Say why the text leaves it open.' }
                : accept({ ambiguous: readings, note }, questions.done),
            ),
          }
        : asked.done(value),
  };
}

function askForm(
  form: string,
  findEntities: SpeakerQuestions['findEntities'],
  done: SpeakerQuestions['done'],
): Prompt {
  if (form === 'class')
    return line('Which group', '', 'security experts', (text) => accept({ class: text }, done));
  const withBody = (then: (id: string | undefined) => Step): Prompt => {
    const none = { value: '', label: 'no body', hint: 'the source names none' };
    return {
      ...pick(form === 'anonymous' ? 'Body that the source places them in' : 'Speaks for', [], (id) =>
        then(id === '' ? undefined : id),
      ),
      find: (query) => [...findEntities(query), ...(form === 'anonymous' ? [none] : [])],
    };
  };
  if (form === 'spokesperson')
    return withBody((id) => ({
      ask: line('As the source describes them', 'a spokesperson', '', (description) =>
        accept({ spokesperson: { for: id, description } }, done),
      ),
    }));
  return line('Short key, the same for the same person', '', 'cetc-executive', (key) => ({
    ask: line('As the source describes them', '', 'another executive', (description) => ({
      ask: line('Why the name is withheld', '', 'not authorized to speak', (reason) => ({
        ask: withBody((affiliation) =>
          accept(
            {
              anonymous: { key, description, ...(affiliation === undefined ? {} : { affiliation }), reason },
            },
            done,
          ),
        ),
      })),
    })),
  }));
}

function accept(value: unknown, done: SpeakerQuestions['done']): Step {
  const parsed = speakerOrAmbiguous.safeParse(value);
  return parsed.success ? done(parsed.data) : { problem: 'The speaker is not complete' };
}

/** A speaker on one line. */
export function describeSpeaker(speaker: SpeakerOrAmbiguous, workId: string): string {
  if ('work' in speaker) return speaker.work === workId ? 'the work itself' : speaker.work;
  if ('entity' in speaker)
    return speaker.role === undefined ? speaker.entity : `${speaker.entity} (${speaker.role})`;
  if ('class' in speaker) return `class: ${speaker.class}`;
  if ('spokesperson' in speaker)
    return `${speaker.spokesperson.description}, for ${speaker.spokesperson.for}`;
  if ('anonymous' in speaker) return `anonymous: ${speaker.anonymous.description}`;
  return `ambiguous: ${speaker.ambiguous.map((one) => describeSpeaker(one, workId)).join(' or ')}`;
}
