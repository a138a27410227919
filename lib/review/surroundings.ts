import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type CaptureFolders, readCapture } from '#lib/captures/store.ts';
import type { Registry } from '#lib/claims/registry.ts';
import type { Surroundings } from '#lib/claims/validation-context.ts';
import type { NameIndex } from './name-index.ts';

const ids = z.array(z.looseObject({ id: z.string() })).default([]);
const fileIds = z.looseObject({ work: z.looseObject({ id: z.string() }), cited: ids, claims: ids });

type Options = CaptureFolders & {
  worksFolder: string;
  registry: Registry;
  names: NameIndex;
  ownWork: string;
};

/** What a claims file may refer to, as the files of the repository hold it: the same as the database does after an ingestion. */
export function readFileSurroundings({
  worksFolder,
  registry,
  names,
  ownWork,
  ...folders
}: Options): Surroundings {
  const claims = new Set<string>();
  const works = new Set<string>();
  for (const name of existsSync(worksFolder) ? readdirSync(worksFolder) : []) {
    const parsed = name.endsWith('.yaml')
      ? fileIds.safeParse(parse(readFileSync(join(worksFolder, name), 'utf8')))
      : undefined;
    if (parsed?.data === undefined || parsed.data.work.id === ownWork) continue;
    const { work, cited } = parsed.data;
    for (const { id } of [work, ...cited]) works.add(id);
    for (const { id } of parsed.data.claims) claims.add(`${work.id.slice('work.'.length)}.${id}`);
  }
  return {
    registry,
    entities: new Map(
      [...names.all()].map(({ id, kind, isWithheld }) => [id, { kind, identityWithheld: isWithheld }]),
    ),
    claims,
    works,
    readCopy: (capture) => readCapture(capture, folders),
  };
}
