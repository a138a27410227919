import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Predicate, predicateRegistry } from '#lib/claims/predicate-schema.ts';

const entry = z.object({ label: z.string(), definition: z.string().optional() });
const vocabulary = z.record(z.string(), entry);
export type VocabularyEntry = z.infer<typeof entry>;

const loaded = new Map<string, Record<string, VocabularyEntry>>();
let predicates: Record<string, Predicate> | undefined;

/** Codes of a closed list with their labels; empty where the list does not exist. Read once a process. */
export function getVocabulary(name: string): Record<string, VocabularyEntry> {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const path = toPath(name);
  const codes = existsSync(path) ? vocabulary.parse(parse(readFileSync(path, 'utf8'))) : {};
  loaded.set(name, codes);
  return codes;
}

/** The predicate registry by key. */
export function getPredicates(): Record<string, Predicate> {
  const path = toPath('predicates');
  predicates ??= existsSync(path) ? predicateRegistry.parse(parse(readFileSync(path, 'utf8'))) : {};
  return predicates;
}

function toPath(name: string): string {
  return join(process.cwd(), 'data', 'vocabularies', `${name}.yaml`);
}
