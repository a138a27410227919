import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EntityEntry, entityEntry, entityFiles } from '#lib/claims/entity-schema.ts';
import { formatProblem, type ProblemList } from '#lib/claims/problem.ts';
import { readYaml } from '#lib/claims/read-yaml.ts';
import { addSchemaProblems } from '#lib/claims/schema-problems.ts';
import { DossierError } from '#lib/errors.ts';

/**
 * All curated entities of data/entities. A file may be absent; an id or a slug may stand only once, and only in the file of its kind.
 *
 * @throws DossierError `invalid_input` that lists every problem with file, line and mend
 */
export function readEntities(dataFolder: string): EntityEntry[] {
  const entries: EntityEntry[] = [];
  const problems: string[] = [];
  for (const [name, prefix] of Object.entries(entityFiles)) {
    const path = join(dataFolder, 'entities', `${name}.yaml`);
    if (!existsSync(path)) continue;
    const { list, document } = readYaml(path, readFileSync(path));
    const value: unknown = document?.toJS() ?? [];
    if (Array.isArray(value)) entries.push(...readList(list, value, prefix));
    else
      list.add([], 'The file is not a list', 'Write one entry after the other, each beginning with “- id:”.');
    problems.push(...list.sorted().map(formatProblem));
  }
  const seen = new Set<string>();
  for (const { id } of entries) {
    if (seen.has(id))
      problems.push(
        `${id} stands twice in data/entities. Ids are never used again: give the new entry its own.`,
      );
    seen.add(id);
  }
  if (problems.length === 0) return entries;
  throw new DossierError('invalid_input', {
    what: `The curated entities cannot be used: ${problems.join(' | ')}`,
    mend: 'Correct the lines named above.',
  });
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
