import type { ClaimEntry } from '#lib/claims/file-schema.ts';
import { toAddressKey } from './address.ts';
import { valuesOfClaim } from './claim-values.ts';
import { isLanguageTag } from './language-tag.ts';
import { findForeignWords } from './own-words.ts';
import type { CheckedWork } from './read-works.ts';

/** A rule of the corpus that a file breaks, beyond what ingestion asks. `key` leads to the line where one is known. */
export type Fault = { path: string; where: string; what: string; mend: string };

/** Everything that one claims file can be asked by itself. */
export function checkWorkRules({ path, file }: CheckedWork): Fault[] {
  const faults: Fault[] = [];
  const add = (where: string, what: string, mend: string) => faults.push({ path, where, what, mend });
  const { work } = file;
  if (work.seen.length === 0 && file.captures.length === 0)
    add('work', 'Nobody says how this work was seen', 'Add “seen” (docs/corpus/writing.md), or a capture.');
  if (work.url === undefined && file.captures.length === 0)
    add('work', 'The work has no address', 'Add the “url” at which it was seen.');
  if (work.url !== undefined && work.seen.length > 0) {
    const key = toAddressKey(work.url);
    if (!work.seen.some((sight) => toAddressKey(sight.address) === key))
      add(
        'work.url',
        'The work’s address is not one at which it was seen',
        'Give an address that stands under “seen”.',
      );
  }
  if (work.publisher === undefined && work.publisherName === undefined)
    add('work', 'The publisher is missing', 'Add “publisherName” as the source prints it, or “publisher”.');
  for (const [where, tag] of findTags(file))
    if (!isLanguageTag(tag))
      add(where, `“${tag}” is no language tag in canonical form`, 'Write BCP 47: en, pt-BR, zh-Hans, und.');
  if (file.claims.length === 0 && file.unknowns.length === 0)
    add(
      'claims',
      'The file says nothing',
      'Write what the source says, or leave its card out with a reason.',
    );
  for (const claim of file.claims) if (isUndatedStage(claim, file)) add(claim.id, ...undatedStage);
  const used = new Set(
    file.claims.flatMap((claim) => claim.passages.map((one) => (typeof one === 'string' ? one : one.id))),
  );
  for (const { id } of file.passages)
    if (!used.has(id)) add(id, 'No claim rests on this passage', 'Remove it, or use it.');
  const passages = new Map(file.passages.map((passage) => [passage.id, passage]));
  for (const claim of file.claims)
    for (const words of findForeignWords(claim, passages))
      add(
        claim.id,
        `The words “${words}” stand in no passage of the claim`,
        'Write “raw” as a cited phrase has it, or leave it out.',
      );
  for (const claim of file.claims)
    for (const value of valuesOfClaim(claim))
      if (value.type === 'power' && value.duty === true && value.action.startsWith('compel_'))
        // “Must compel” turns the sentence round: the company would seem to oblige the authority.
        add(
          claim.id,
          'A power to compel is written as a duty',
          'The holder is whoever compels, the counterparty whoever must do it; leave “duty” out.',
        );
      else if (value.type === 'flow' && value.lawUnknown !== undefined && value.law !== undefined)
        add(claim.id, 'A flow has a law and says why it has none', 'Remove “lawUnknown”.');
      else if (
        value.type === 'flow' &&
        value.lawUnknown === 'searched_nothing_found' &&
        !file.unknowns.some((one) => one.subject === claim.subject && one.searched !== undefined)
      )
        add(
          claim.id,
          'Nobody says where a legal basis was searched',
          'Add an unknown on the same subject with “searched”.',
        );
  return faults;
}

const undatedStage = [
  'A stage needs a date',
  'Add “valid”; where the source gives none, its own day with “inferred: true”.',
] as const;

/** A law in force is always a question about a date; another stage may rest on the day of its source. */
function isUndatedStage({ predicate, object, valid }: ClaimEntry, { work }: CheckedWork['file']): boolean {
  if (valid !== undefined || !['law.status', 'program.status', 'case.stage'].includes(predicate))
    return false;
  return work.published === undefined || (object.type === 'term' && object.code === 'in_force');
}

function findTags(file: CheckedWork['file']): [string, string][] {
  return [
    ['work.language', file.work.language],
    ...(file.work.titleLang === undefined
      ? []
      : [['work.titleLang', file.work.titleLang] as [string, string]]),
    ...file.cited.map((work): [string, string] => [`cited.${work.id}`, work.language]),
    ...file.passages.flatMap(({ id, translation }): [string, string][] =>
      translation === undefined ? [] : [[id, translation.lang]],
    ),
    ...file.claims.flatMap((claim) =>
      valuesOfClaim(claim).flatMap((value): [string, string][] =>
        value.type === 'name' || value.type === 'text' ? [[claim.id, value.lang]] : [],
      ),
    ),
  ];
}
