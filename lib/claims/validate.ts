import { basename } from 'node:path';
import type { z } from 'zod';
import { findLongCopy, indexWords, isTooLong, longestPhrase } from '#lib/captures/quotation.ts';
import { checkLinks } from './check-links.ts';
import { checkPassages } from './check-passages.ts';
import { checkClaimReference, checkEdtf, checkEntity, checkSpeaker, checkStatement } from './check-values.ts';
import {
  type ClaimEntry,
  type ClaimsFile,
  claimsFile,
  claimsFileShape,
  type WorkEntry,
} from './file-schema.ts';
import { checkGrades } from './grade-check.ts';
import { suggest } from './nearest.ts';
import { originPattern } from './origin.ts';
import type { KeyPath, Problem, ProblemList } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import { addSchemaProblems } from './schema-problems.ts';
import { type Check, pathOf, type Surroundings } from './validation-context.ts';

export type Validation = { ok: true; file: ClaimsFile; slug: string } | { ok: false; problems: Problem[] };

const sections = ['cited', 'captures', 'passages', 'claims', 'links', 'inferences', 'unknowns'] as const;

/**
 * Lists every problem of a claims file: form, references, registry, spans and hashes, limits of quotation, grades, cycles. An entry of a
 * wrong form is reported and then left out, so that one mistake does not hide or cause others.
 *
 * @param path for the messages; its file name must be the work's slug
 */
export function validateClaimsFile(path: string, bytes: Uint8Array, surroundings: Surroundings): Validation {
  const { list, document } = readYaml(path, bytes);
  if (document === undefined) return { ok: false, problems: list.sorted() };
  const value: unknown = document.toJS();
  const parsed = claimsFile.safeParse(value);
  if (parsed.error !== undefined) addSchemaProblems(list, parsed.error);
  const kept = parsed.success ? { file: parsed.data, sources: undefined } : keepSound(value, parsed.error);
  if (kept !== undefined) checkMeaning(path, value, kept, surroundings, list);
  const problems = list.sorted();
  if (problems.length > 0 || kept === undefined) return { ok: false, problems };
  return { ok: true, file: kept.file, slug: toSlug(kept.file) };
}

type Kept = {
  file: ClaimsFile;
  /** For each section, the index in the file of every kept entry. */
  sources: Record<string, number[]> | undefined;
  leftOut?: Set<string>;
};

/** The file without the entries that the schema refused; undefined when its head is among them. */
function keepSound(value: unknown, error: z.ZodError): Kept | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const refused = new Set(error.issues.map((issue) => `${String(issue.path[0])} ${String(issue.path[1])}`));
  const sources: Record<string, number[]> = {};
  const leftOut = new Set<string>();
  const rest: Record<string, unknown> = Object.fromEntries(
    Object.entries(value).filter(([key]) => key in claimsFileShape.shape),
  );
  for (const section of sections) {
    const entries = rest[section];
    if (!Array.isArray(entries)) {
      if (entries !== undefined) rest[section] = [];
      continue;
    }
    const list: unknown[] = entries;
    const indexes = list.map((_, index) => index).filter((index) => !refused.has(`${section} ${index}`));
    list.forEach((entry, index) => {
      if (indexes.includes(index) || typeof entry !== 'object' || entry === null) return;
      if ('id' in entry && typeof entry.id === 'string') leftOut.add(entry.id);
    });
    sources[section] = indexes;
    rest[section] = indexes.map((index) => list[index]);
  }
  const parsed = claimsFile.safeParse(rest);
  return parsed.success ? { file: parsed.data, sources, leftOut } : undefined;
}

function checkMeaning(
  path: string,
  value: unknown,
  kept: Kept,
  surroundings: Surroundings,
  list: ProblemList,
): void {
  const { file, sources } = kept;
  const positions = new Map<object, KeyPath>([[file.work, ['work']]]);
  for (const section of sections) {
    file[section].forEach((entry, index) => {
      positions.set(entry, [section, sources?.[section]?.[index] ?? index]);
    });
  }
  const check: Check = {
    file,
    slug: toSlug(file),
    surroundings,
    list,
    positions,
    leftOut: kept.leftOut ?? new Set(),
  };
  checkName(check, path);
  checkUniqueIds(check);
  for (const work of [file.work, ...file.cited]) checkWorkEntry(check, work);
  checkPassages(check);
  for (const claim of file.claims) checkClaim(check, claim);
  checkGrades(check);
  checkLinks(check);
  for (const inference of file.inferences) {
    checkStatement(check, pathOf(check, inference), inference);
    for (const [index, id] of inference.premises.entries()) {
      checkClaimReference(check, pathOf(check, inference, 'premises', index), id);
    }
  }
  for (const unknown of file.unknowns) checkUnknown(check, unknown);
  checkCopies(check, value);
}

function toSlug(file: ClaimsFile): string {
  return file.work.id.slice('work.'.length);
}

function checkName(check: Check, path: string): void {
  const expected = `${check.slug}.yaml`;
  if (basename(path) === expected) return;
  check.list.add(
    ['work', 'id'],
    `The file of ${check.file.work.id} must be named ${expected}`,
    'Rename the file, or correct the id.',
  );
}

/** Ids of claims and inferences share one space, because both can be what a row rests on. */
function checkUniqueIds(check: Check): void {
  const { claims, inferences, passages, captures, unknowns, cited, work } = check.file;
  for (const entries of [[...claims, ...inferences], passages, captures, unknowns, [work, ...cited]]) {
    const seen = new Set<string>();
    for (const entry of entries) {
      if (seen.has(entry.id))
        check.list.add(
          pathOf(check, entry, 'id'),
          `The id ${entry.id} stands twice`,
          'Give the new entry an id of its own; ids are never used again.',
        );
      seen.add(entry.id);
    }
  }
}

function checkWorkEntry(check: Check, work: WorkEntry): void {
  if (work.publisher !== undefined)
    checkEntity(check, pathOf(check, work, 'publisher'), work.publisher, ['organization', 'person']);
  checkEdtf(check, pathOf(check, work, 'published'), work.published);
  work.seen.forEach(({ phrase }, index) => {
    if (!isTooLong(phrase)) return;
    check.list.add(
      pathOf(check, work, 'seen', index, 'phrase'),
      'The phrase is too long',
      `Quote at most ${longestPhrase.words} words, or ${longestPhrase.cjkCharacters} characters in CJK.`,
    );
  });
}

function checkClaim(check: Check, claim: ClaimEntry): void {
  const path = pathOf(check, claim);
  const predicate = checkStatement(check, path, claim);
  if (claim.place !== undefined) checkEntity(check, [...path, 'place'], claim.place, ['place']);
  checkEdtf(check, [...path, 'said', 'on'], claim.said?.on);
  checkEdtf(check, [...path, 'valid', 'edtf'], claim.valid?.edtf);
  checkSpeaker(check, [...path, 'speaker'], claim.speaker);
  claim.via.forEach((speaker, index) => {
    checkSpeaker(check, [...path, 'via', index], speaker);
  });
  const ids = new Set(check.file.passages.map((passage) => passage.id));
  const seen = new Set<string>();
  claim.passages.forEach((passage, index) => {
    const id = typeof passage === 'string' ? passage : passage.id;
    if (seen.has(id))
      check.list.add(
        [...path, 'passages', index],
        `The passage ${id} stands twice in one claim`,
        'Remove one of them.',
      );
    else if (!ids.has(id) && !check.leftOut.has(id)) {
      check.list.add(
        [...path, 'passages', index],
        `There is no passage ${id}`,
        suggest(id, ids, 'Use the id of an entry of “passages”.'),
      );
    }
    seen.add(id);
  });
  if (claim.origin !== undefined && !originPattern.test(claim.origin)) {
    check.list.add(
      [...path, 'origin'],
      `“${claim.origin}” is not an origin`,
      'Write entity:<id>, work:<id>, spokesperson:<id>, anonymous:<slug>:<key>, class:, unidentified: or ambiguous:.',
    );
  }
  if (claim.stance === 'asserts' && claim.object.type === 'none' && predicate !== undefined) {
    check.list.add(
      [...path, 'object'],
      'An assertion needs an object',
      'Say what is asserted, or use the stance no_comment.',
    );
  }
  if ((claim.review === 'withdrawn') !== (claim.withdrawn !== undefined)) {
    check.list.add(
      [...path, 'review'],
      'A withdrawn claim has both review: withdrawn and withdrawn: { reason, on }',
      'Add what is missing, or remove both.',
    );
  }
}

function checkUnknown(check: Check, unknown: ClaimsFile['unknowns'][number]): void {
  const path = pathOf(check, unknown);
  checkEntity(check, [...path, 'subject'], unknown.subject);
  if (unknown.place !== undefined) checkEntity(check, [...path, 'place'], unknown.place, ['place']);
  const { predicates } = check.surroundings.registry;
  if (unknown.predicate !== undefined && predicates[unknown.predicate] === undefined) {
    check.list.add(
      [...path, 'predicate'],
      `Unknown predicate ${unknown.predicate}`,
      suggest(unknown.predicate, Object.keys(predicates), 'Use a key of data/vocabularies/predicates.yaml.'),
    );
  }
  if (unknown.state === 'searched_nothing_found' && unknown.searched === undefined) {
    check.list.add(
      [...path, 'state'],
      'Where somebody searched is missing',
      'Add “searched”, or use the state not_researched.',
    );
  }
}

/** No text of the file repeats the source at length, wherever it stands. Phrases have a limit of their own. */
function checkCopies(check: Check, value: unknown): void {
  for (const capture of check.file.captures) {
    const text = check.surroundings.readCopy(capture)?.text;
    if (text === undefined) continue;
    const source = indexWords(text);
    for (const { path, string } of findStrings(value, [])) {
      if (path.at(-1) === 'phrase') continue;
      const copy = findLongCopy(string, source);
      if (copy !== undefined)
        check.list.add(
          path,
          `More than ${longestPhrase.words} consecutive words of the source: “${copy} …”`,
          'Say it in our own words.',
        );
    }
  }
}

function findStrings(value: unknown, path: KeyPath): { path: KeyPath; string: string }[] {
  if (typeof value === 'string') return [{ path, string: value }];
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) => findStrings(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => findStrings(item, [...path, key]));
}
