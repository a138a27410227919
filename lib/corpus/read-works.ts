import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CaptureFolders, readCapture } from '#lib/captures/store.ts';
import type { ClaimsFile } from '#lib/claims/file-schema.ts';
import { toResolvable } from '#lib/claims/grade-origins.ts';
import type { Problem } from '#lib/claims/problem.ts';
import type { Registry } from '#lib/claims/registry.ts';
import type { ResolvableClaim } from '#lib/claims/resolve.ts';
import { validateClaimsFile } from '#lib/claims/validate.ts';
import type { KnownEntity } from '#lib/claims/validation-context.ts';

export type CheckedWork = { path: string; slug: string; file: ClaimsFile };
export type CheckedWorks = { works: CheckedWork[]; problems: Problem[] };

type Input = {
  dataFolder: string;
  registry: Registry;
  entities: ReadonlyMap<string, KnownEntity>;
  folders: CaptureFolders;
};

export function findWorkFiles(dataFolder: string): string[] {
  const folder = join(dataFolder, 'works');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * Claims files with everything that ingestion would check, without a database. Other works count as known by their file names, and
 * are read only where a file refers to one of their claims or grades something as confirmed.
 *
 * @param paths the files to check
 */
export function checkWorks(paths: readonly string[], input: Input): CheckedWorks {
  const all = findWorkFiles(input.dataFolder);
  const slugs = new Set(all.map(toSlug));
  const others = new Map<string, ClaimsFile | undefined>();
  const readOther = (slug: string): ClaimsFile | undefined => {
    if (!others.has(slug)) {
      const path = join(input.dataFolder, 'works', `${slug}.yaml`);
      // Its own problems are reported when it is checked itself; here only what it holds matters.
      const parsed = validate(path, readFileSync(path), new Set(), []);
      others.set(slug, parsed.ok ? parsed.file : undefined);
    }
    return others.get(slug);
  };
  const validate = (
    path: string,
    bytes: Buffer,
    claims: ReadonlySet<string>,
    sameSubjects: readonly ResolvableClaim[],
  ) =>
    validateClaimsFile(path, bytes, {
      registry: input.registry,
      entities: input.entities,
      works: new Set([...slugs].map((slug) => `work.${slug}`)),
      claims,
      sameSubjects,
      readCopy: (capture) => readCapture(capture, input.folders),
    });
  const works: CheckedWork[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const bytes = readFileSync(path);
    const text = bytes.toString('utf8');
    const named = [...slugs].filter((slug) => slug !== toSlug(path) && text.includes(`${slug}.`));
    const confirms = /credibility['"]?\s*:\s*['"]?1\b/.test(text);
    const read = confirms ? [...slugs].filter((slug) => slug !== toSlug(path)) : named;
    const files = read.flatMap((slug) => readOther(slug) ?? []);
    const claims = new Set(files.flatMap((file) => file.claims.map(({ id }) => `${toFileSlug(file)}.${id}`)));
    const sameSubjects = confirms
      ? files.flatMap((file) => file.claims.map((claim, position) => toResolvable(file, claim, position)))
      : [];
    const checked = validate(path, bytes, claims, sameSubjects);
    if (checked.ok) works.push({ path, slug: checked.slug, file: checked.file });
    else problems.push(...checked.problems);
  }
  return { works, problems };
}

function toSlug(path: string): string {
  return basename(path, '.yaml');
}

function toFileSlug(file: ClaimsFile): string {
  return file.work.id.slice('work.'.length);
}
