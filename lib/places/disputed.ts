import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** `data/vocabularies/disputed.yaml`: key → places whose status is disputed; the policy stands at the head of that file. */
export const disputedSchema = z.record(
  z.string().regex(/^[a-z-]+$/),
  z.strictObject({ label: z.string().min(1), places: z.array(z.string()), area: z.string().min(1) }),
);
export type Disputed = z.infer<typeof disputedSchema>;

export function readDisputed(): Disputed {
  const path = join(import.meta.dirname, '../../data/vocabularies/disputed.yaml');
  const parsed = disputedSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success)
    throw new Error(
      `${path}: ${parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}`,
    );
  return parsed.data;
}
