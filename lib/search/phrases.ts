import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const names = z.record(z.string().min(2), z.array(z.string().min(1)).min(1));

/**
 * One idea in the words of several languages. `means`: a technology (`tech.bio.face`) or a term (`law-types/retention`)
 * whose records get these words. English phrases also stand for the idea where they are part of a record's English name.
 */
const phraseSchema = z
  .strictObject({ means: z.array(z.string()).default([]), names })
  .refine(
    ({ names: list }) => list.en !== undefined,
    'English phrases are missing: they tie the others to records',
  );

export type Phrase = z.infer<typeof phraseSchema>;

const phrasesSchema = z.record(z.string().regex(/^[a-z0-9-]+$/), phraseSchema);

/** Record id → language → names of ours. */
const namesSchema = z.record(z.string().regex(/^(program|law|org|person|tech|place)\..+/), names);
export type OwnNames = z.infer<typeof namesSchema>;

/** A bundled page does not know its folder, only the working one. */
const folder = join(import.meta.dirname ?? join(process.cwd(), 'lib/search'), '../../data/search');

let phrases: readonly Phrase[] | undefined;

/** data/search/phrases.yaml, read once a process. Throws with the entry and field that is wrong. */
export function readPhrases(): readonly Phrase[] {
  phrases ??= Object.values(read('phrases.yaml', phrasesSchema));
  return phrases;
}

/** data/search/names.yaml, and the names of technologies in data/search/phrases.yaml. */
export function readOwnNames(): OwnNames {
  const all = read('names.yaml', namesSchema);
  for (const { means, names: list } of readPhrases()) {
    for (const id of means.filter((one) => one.startsWith('tech.'))) {
      const own = all[id] ?? {};
      all[id] = own;
      for (const [lang, texts] of Object.entries(list)) own[lang] = [...(own[lang] ?? []), ...texts];
    }
  }
  return all;
}

function read<S extends z.ZodType>(name: string, schema: S): z.infer<S> {
  const parsed = schema.safeParse(parse(readFileSync(join(folder, name), 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(
    `data/search/${name}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
  );
}
