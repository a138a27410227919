import { type EntityEntry, entityEntry, entityFiles, kindByPrefix } from '#lib/claims/entity-schema.ts';
import type { EntityKindName } from '#lib/claims/predicate-schema.ts';
import { fold } from '#lib/search/fold.ts';
import type { NameIndex } from './name-index.ts';
import { line, type Option, type Prompt, pick, type Step } from './prompt.ts';

const mark = 'new:';
/** Kinds that are declared by hand; places and technologies come from packs and vocabularies. */
const declarable = Object.values(entityFiles).map((prefix) => ({ prefix, kind: kindByPrefix[prefix] }));

/** Offered under what a search finds, for a name that stands nowhere yet. */
export function toNewOption(query: string, kinds: readonly EntityKindName[] | undefined): Option[] {
  const possible = declarable.filter(({ kind }) => kinds === undefined || kinds.some((one) => one === kind));
  if (possible.length === 0 || query.trim() === '') return [];
  return [
    {
      value: `${mark}${possible.map(({ prefix }) => prefix).join(',')}:${query.trim()}`,
      label: `create “${query.trim()}” …`,
      hint: 'not declared yet',
    },
  ];
}

/** The question with the way to a new entity behind every list that offers one. */
export function withNewEntities(prompt: Prompt, names: NameIndex, language: string): Prompt {
  const pass = (step: Step): Step =>
    'ask' in step ? { ask: withNewEntities(step.ask, names, language) } : step;
  if (prompt.kind === 'line') return { ...prompt, done: (text) => pass(prompt.done(text)) };
  const done = (value: string): Step => {
    if (!value.startsWith(mark)) return pass(prompt.done(value));
    const [prefixes = '', ...name] = value.slice(mark.length).split(':');
    return {
      ask: askNewEntity(prefixes.split(','), name.join(':'), names, language, (entry) => ({
        declare: entry,
        next: () => pass(prompt.done(entry.id)),
      })),
    };
  };
  return { ...prompt, done };
}

type Parts = Pick<EntityEntry, 'label' | 'labelLang'> & { prefix: string; slug: string };

/** What an entry of data/entities needs, asked one after the other. */
function askNewEntity(
  prefixes: readonly string[],
  name: string,
  names: NameIndex,
  labelLang: string,
  done: (entry: EntityEntry) => Step,
): Prompt {
  const askRest = (prefix: string): Prompt =>
    line('Name as readers know it', name, '', (label) => {
      const proposed = fold(label)
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '');
      return {
        ask: line('Permanent short name', proposed, 'small letters, digits and -', (slug) => {
          const known = names.get(`${prefix}.${slug}`);
          if (known !== undefined)
            return { problem: `${known.id} stands already: ${known.label}. Ids are never used twice.` };
          return askKindOf({ prefix, slug, label, labelLang }, done);
        }),
      };
    });
  const [only = ''] = prefixes;
  if (prefixes.length === 1) return askRest(only);
  const options = prefixes.map((prefix) => ({ value: prefix, label: kindByPrefix[prefix] ?? prefix }));
  return pick('What it is', options, (prefix) => ({ ask: askRest(prefix) }));
}

function askKindOf({ prefix, slug, label, labelLang }: Parts, done: (entry: EntityEntry) => Step): Step {
  const finish = (more: Partial<EntityEntry>): Step => {
    const parsed = entityEntry.safeParse({ id: `${prefix}.${slug}`, slug, label, labelLang, ...more });
    return parsed.success
      ? done(parsed.data)
      : { problem: parsed.error.issues[0]?.message ?? 'This cannot be declared' };
  };
  const named: readonly Option[] = [
    { value: 'named', label: 'a source names it so' },
    { value: 'ours', label: 'working title of ours', hint: 'no source names it' },
  ];
  if (prefix === 'person') {
    return {
      ask: line('Public or professional role', '', 'people are records only in such a role', (publicRole) =>
        publicRole === '' ? { problem: 'Say in which role they are a record.' } : finish({ publicRole }),
      ),
    };
  }
  const askTitle = (more: Partial<EntityEntry>): Prompt =>
    pick('Whose name it is', named, (whose) => finish({ ...more, workingTitle: whose === 'ours' }));
  if (prefix !== 'program') return { ask: askTitle({}) };
  const scales: readonly Option[] = [
    { value: 'system', label: 'system', hint: 'a program or system of its own' },
    { value: 'deployment', label: 'deployment', hint: 'one agency’s use of a technology' },
  ];
  return {
    ask: pick('Scale', scales, (value) => ({
      ask: askTitle({ scale: value === 'deployment' ? 'deployment' : 'system' }),
    })),
  };
}
