import { type Party, party } from '#lib/claims/object-schema.ts';
import { line, type Option, type Prompt, pick, type Step } from './prompt.ts';

type FindEntities = (query: string) => Option[];

const forms: readonly Option[] = [
  { value: 'class', label: 'class …', hint: 'bodies that the source names only as such' },
  { value: 'pool', label: 'pool …', hint: 'nobody knows how many' },
];

/** Who takes part in a power or a flow: a body by name, a class with the members that were named, or a pool of unknown size. */
export function askParty(title: string, findEntities: FindEntities, done: (party: Party) => Step): Prompt {
  const base = pick(title, forms, (value): Step => {
    if (value === 'class')
      return {
        ask: line(`${title}: which class`, '', 'companies', (text) =>
          text === ''
            ? { problem: 'Say which class.' }
            : { ask: askMembers(title, text, [], findEntities, done) },
        ),
      };
    if (value === 'pool')
      return {
        ask: line(`${title}: which pool`, '', 'other agencies', (text) => accept({ pool: text }, done)),
      };
    return accept({ entity: value }, done);
  });
  return { ...base, find: (query) => [...findEntities(query), ...base.find(query)] };
}

/** As {@link askParty}, where the source may name nobody. */
export function askPartyOrNone(
  title: string,
  findEntities: FindEntities,
  done: (party: Party | undefined) => Step,
): Prompt {
  const none: Option = { value: '', label: 'nobody is named' };
  const asked = askParty(title, findEntities, done);
  if (asked.kind === 'line') return asked;
  return {
    ...asked,
    find: (query) => (query === '' ? [none, ...asked.find(query)] : asked.find(query)),
    done: (value) => (value === '' ? done(undefined) : asked.done(value)),
  };
}

/** Members one after the other; the class stays open unless the reviewer says that these are all. */
function askMembers(
  title: string,
  name: string,
  members: readonly string[],
  findEntities: FindEntities,
  done: (party: Party) => Step,
): Prompt {
  const none: Option = { value: '', label: members.length === 0 ? 'no member is named' : 'no more' };
  const closed: Option = { value: 'closed', label: 'no more, and these are all' };
  const ends = members.length === 0 ? [none] : [none, closed];
  return {
    ...pick(`${title}: a member`, [], (id): Step => {
      if (id === '' || id === 'closed') return accept({ class: name, members, open: id === '' }, done);
      return { ask: askMembers(title, name, [...members, id], findEntities, done) };
    }),
    find: (query) => (query === '' ? [...ends, ...findEntities(query)] : findEntities(query)),
  };
}

function accept(value: unknown, done: (party: Party) => Step): Step {
  const parsed = party.safeParse(value);
  return parsed.success ? done(parsed.data) : { problem: 'Say who takes part.' };
}
