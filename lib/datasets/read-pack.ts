import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip, gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import type { z } from 'zod';
import { type PackManifest, packManifestSchema } from './dataset-schema.ts';

/** Packs are read from here unless a caller says otherwise. A bundled page does not know its folder, only the working one. */
export const packsRoot = join(import.meta.dirname ?? join(process.cwd(), 'lib/datasets'), '../../data/packs');

/** Ids of the packs that are present, in alphabetical order. */
export function findPackIds(root = packsRoot): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((name) => existsSync(join(root, name, 'pack.yaml')))
    .sort();
}

/** The manifest of one pack. Throws when it is absent or does not match the schema. */
export function readManifest(id: string, root = packsRoot): PackManifest {
  const path = join(root, id, 'pack.yaml');
  if (!existsSync(path))
    throw new Error(`No pack "${id}": ${path} is missing. Make it with: npm run scrape -- pack ${id}`);
  const parsed = packManifestSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path}: ${describeIssues(parsed.error)}`);
  return parsed.data;
}

/** Recomputes the sha256 of every file of a pack; returns the names that differ from the manifest. */
export function findDamagedFiles(id: string, root = packsRoot): string[] {
  const manifest = readManifest(id, root);
  return Object.entries(manifest.files)
    .filter(([name, file]) => {
      const path = join(root, id, name);
      return (
        !existsSync(path) || createHash('sha256').update(readFileSync(path)).digest('hex') !== file.sha256
      );
    })
    .map(([name]) => name);
}

/**
 * Streams the rows of a gzip JSON-lines file of a pack, each checked against `schema`, with the line that it was read from.
 * @throws Error with pack, file and line number when a row does not parse.
 */
export async function* readLines<S extends z.ZodType>(
  id: string,
  name: string,
  schema: S,
  root = packsRoot,
): AsyncGenerator<{ row: z.infer<S>; text: string }> {
  const path = join(root, id, name);
  const lines = createInterface({
    input: createReadStream(path).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text === '') continue;
    const row = schema.safeParse(JSON.parse(text));
    if (!row.success) throw new Error(`${path}:${line}: ${describeIssues(row.error)}`);
    yield { row: row.data, text };
  }
}

/** As `readLines`, the rows only. */
export async function* readRows<S extends z.ZodType>(
  id: string,
  name: string,
  schema: S,
  root = packsRoot,
): AsyncGenerator<z.infer<S>> {
  for await (const { row } of readLines(id, name, schema, root)) yield row;
}

/** A whole gzip JSON document (GeoJSON) of a pack, checked against `schema`. */
export function readDocument<S extends z.ZodType>(
  id: string,
  name: string,
  schema: S,
  root = packsRoot,
): z.infer<S> {
  return schema.parse(JSON.parse(gunzipSync(readFileSync(join(root, id, name))).toString('utf8')));
}

function describeIssues(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}
