import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const words = (text: string) => text.trim().split(/\s+/).length;

const technologySchema = z.strictObject({
  label: z.string().min(1),
  family: z.enum(['video', 'vehicle', 'audio', 'bio', 'comms', 'data', 'air', 'human']),
  explainer: z
    .string()
    .refine((text) => words(text) >= 35 && words(text) <= 90, 'an explainer has 35 to 90 words'),
  atlas: z.array(z.string()).default([]),
  osm: z.array(z.string()).default([]),
});

/** `data/vocabularies/technologies.yaml`: code → label, plain-language explainer and terms of other schemes. */
export const technologiesSchema = z
  .record(z.string().regex(/^[a-z]+\.[a-z]+$/), technologySchema)
  .superRefine((technologies, context) => {
    for (const [code, technology] of Object.entries(technologies)) {
      if (!code.startsWith(`${technology.family}.`)) {
        context.addIssue({
          code: 'custom',
          path: [code, 'family'],
          message: `family "${technology.family}" must be the first part of the code`,
        });
      }
    }
  });
export type Technologies = z.infer<typeof technologiesSchema>;

const path = join(import.meta.dirname, '../../data/vocabularies/technologies.yaml');

/** Reads and checks the vocabulary. Throws with the code and field that is wrong. */
export function readTechnologies(): Technologies {
  const parsed = technologiesSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    throw new Error(
      `data/vocabularies/technologies.yaml: ${parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}`,
    );
  }
  return parsed.data;
}

/** Term of the Atlas of Surveillance → technology code. A closed table: a term that is missing is an error of the caller. */
export function atlasCodes(technologies: Technologies): Map<string, string> {
  return new Map(
    Object.entries(technologies).flatMap(([code, { atlas }]) =>
      atlas.map((term): [string, string] => [term, code]),
    ),
  );
}
