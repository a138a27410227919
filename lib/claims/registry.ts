import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { type PredicateRegistry, predicateRegistry } from './predicate-schema.ts';
import { formatProblem } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import { addSchemaProblems } from './schema-problems.ts';

const vocabularyEntry = z.looseObject({ label: z.string() });
/** Code → label and whatever else that closed list holds. */
const vocabulary = z.record(z.string(), vocabularyEntry);

/** What a claim may say: the predicates, and the codes of every closed list. */
export type Registry = {
  predicates: PredicateRegistry;
  vocabularies: ReadonlyMap<string, ReadonlySet<string>>;
};

/**
 * Reads data/vocabularies. Lists of another shape than code → {label} (crosswalks, vendor spellings) are no vocabularies of
 * claims and are left out.
 *
 * @param dataFolder the repository's `data` folder
 */
export function readRegistry(dataFolder: string): Registry {
  const folder = join(dataFolder, 'vocabularies');
  const vocabularies = new Map<string, ReadonlySet<string>>();
  for (const file of readdirSync(folder).filter(
    (name) => name.endsWith('.yaml') && name !== 'predicates.yaml',
  )) {
    const parsed = vocabulary.safeParse(parseFile(join(folder, file)));
    if (parsed.success) vocabularies.set(file.slice(0, -'.yaml'.length), new Set(Object.keys(parsed.data)));
  }
  return { predicates: parseStrictly(join(folder, 'predicates.yaml'), predicateRegistry), vocabularies };
}

function parseFile(path: string): unknown {
  const { list, document } = readYaml(path, readFileSync(path));
  if (document === undefined) throw refuse(list.sorted().map(formatProblem));
  return document.toJS();
}

/** Parses one of our own YAML files and lists everything that is wrong in it. */
export function parseStrictly<T>(path: string, schema: z.ZodType<T>): T {
  const { list, document } = readYaml(path, readFileSync(path));
  const parsed = document === undefined ? undefined : schema.safeParse(document.toJS());
  if (parsed?.success) return parsed.data;
  if (parsed?.error !== undefined) addSchemaProblems(list, parsed.error);
  throw refuse(list.sorted().map(formatProblem));
}

function refuse(lines: readonly string[]): DossierError {
  return new DossierError('invalid_input', {
    what: `A data file cannot be used: ${lines.join(' | ')}`,
    mend: 'Correct the lines named above.',
  });
}
