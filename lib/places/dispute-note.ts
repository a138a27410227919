import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Disputed, disputedSchema } from './disputed.ts';

let notes: Disputed | undefined;

/** Every note on a disputed place, by key. Read once a process. */
export function getDisputeNotes(): Disputed {
  // From the working folder: a bundled page no longer knows where this file lies.
  const path = join(process.cwd(), 'data', 'vocabularies', 'disputed.yaml');
  notes ??= existsSync(path) ? disputedSchema.parse(parse(readFileSync(path, 'utf8'))) : {};
  return notes;
}

/** "Crimea and Sevastopol: the Crimean peninsula". A key without a note is shown as it is, so that the gap is seen. */
export function readDispute(key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  const note = getDisputeNotes()[key];
  return note === undefined ? key : `${note.label}: ${note.area}`;
}
