import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EntityEntry, entityEntry, entityFiles, toKind } from '#lib/claims/entity-schema.ts';
import { formatProblem, type ProblemList } from '#lib/claims/problem.ts';
import { readYaml } from '#lib/claims/read-yaml.ts';
import { addSchemaProblems } from '#lib/claims/schema-problems.ts';
import { DossierError } from '#lib/errors.ts';
import { fold } from '#lib/search/fold.ts';

/**
 * All curated entities of data/entities. An id or a slug may stand only once, and only in the files of its kind.
 *
 * @throws DossierError `invalid_input` that lists every problem with file, line and mend
 */
export function readEntities(dataFolder: string): EntityEntry[] {
  const { entries, problems } = inspectEntities(dataFolder);
  if (problems.length === 0) return entries;
  throw new DossierError('invalid_input', {
    what: `The curated entities cannot be used: ${problems.join(' | ')}`,
    mend: 'Correct the lines named above.',
  });
}

/** As `readEntities`, with the problems beside the entries that can be read. */
export function inspectEntities(dataFolder: string): { entries: EntityEntry[]; problems: string[] } {
  const entries: EntityEntry[] = [];
  const problems: string[] = [];
  for (const { path, prefix } of findEntityFiles(dataFolder)) {
    const { list, document } = readYaml(path, readFileSync(path));
    const value: unknown = document?.toJS() ?? [];
    if (Array.isArray(value)) entries.push(...readList(list, value, prefix));
    else
      list.add([], 'The file is not a list', 'Write one entry after the other, each beginning with “- id:”.');
    problems.push(...list.sorted().map(formatProblem));
  }
  problems.push(...findRepeats(entries));
  return { entries, problems };
}

/** data/entities/<kind>.yaml, and what people split off from it as data/entities/<kind>/<part>.yaml. Any of them may be absent. */
export function findEntityFiles(dataFolder: string): { path: string; prefix: string }[] {
  return Object.entries(entityFiles).flatMap(([name, prefix]) => {
    const folder = join(dataFolder, 'entities', name);
    const parts = existsSync(folder) ? readdirSync(folder).filter((part) => part.endsWith('.yaml')) : [];
    return [`${folder}.yaml`, ...parts.sort().map((part) => join(folder, part))]
      .filter(existsSync)
      .map((path) => ({ path, prefix }));
  });
}

/** Ids and addresses that stand twice, and two entries of one kind, name and place that nobody declared distinct. */
function findRepeats(entries: readonly EntityEntry[]): string[] {
  const problems: string[] = [];
  const ids = new Set<string>();
  const places = new Map<string, EntityEntry>();
  for (const entry of entries) {
    const { id, label, jurisdiction } = entry;
    if (ids.has(id))
      problems.push(
        `${id} stands twice in data/entities. Ids are never used again: give the new entry its own.`,
      );
    const address = `${toKind(id)} ${entry.slug}`;
    if (!ids.has(id) && places.has(address))
      problems.push(`${id} has the slug of ${places.get(address)?.id}. Give it a slug of its own.`);
    const name = `${toKind(id)} ${jurisdiction ?? ''} = ${fold(label, entry.labelLang)}`;
    const namesake = places.get(name);
    if (!ids.has(id) && namesake !== undefined && !isDistinct(entry, namesake))
      problems.push(
        `${id} has the name, kind and place of ${namesake.id}. Use that one, or add “distinctFrom: [${namesake.id}]” with a note.`,
      );
    ids.add(id);
    places.set(address, entry);
    places.set(name, entry);
  }
  return problems;
}

function isDistinct(a: EntityEntry, b: EntityEntry): boolean {
  return a.distinctFrom.includes(b.id) || b.distinctFrom.includes(a.id);
}

function readList(list: ProblemList, value: readonly unknown[], prefix: string): EntityEntry[] {
  return value.flatMap((item, index) => {
    const parsed = entityEntry.safeParse(item);
    if (!parsed.success) {
      addSchemaProblems(list, parsed.error, [index]);
      return [];
    }
    if (!parsed.data.id.startsWith(`${prefix}.`)) {
      list.add(
        [index, 'id'],
        `${parsed.data.id} does not belong in this file`,
        `Ids here begin with ${prefix}.`,
      );
    }
    return [parsed.data];
  });
}
