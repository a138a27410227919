import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Document, isMap, isScalar, isSeq, parse, visit } from 'yaml';
import { z } from 'zod';
import { type ClaimsFile, claimsFileShape } from '#lib/claims/file-schema.ts';
import { DossierError } from '#lib/errors.ts';
import type { Written } from './claims-from-state.ts';
import { ReviewWriter } from './writer.ts';

/** The first line of every file that the review writes; only such a file, or one without claims, is written over. */
const mark =
  '# Written by npm run review; it is written anew with each decision. Format: docs/claims-file.md.';

/** YAML of a claims file in the shape of those written by hand: short maps on one line, what is default left out. */
export function toYaml({ file, asking }: Written): string {
  const document = new Document(withoutDefaults(file), { aliasDuplicateObjects: false });
  for (const path of [['work', 'authors'], ['claims']]) shorten(document.getIn(path, true));
  // Other YAML readers take a bare date for a time, and a hash of digits for a number.
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && /^\d/.test(node.value)) node.type = 'QUOTE_SINGLE';
    },
  });
  const claims = document.get('claims', true);
  if (isSeq(claims)) {
    for (const item of claims.items) {
      const id = isMap(item) ? item.get('id') : undefined;
      const reasons = typeof id === 'string' ? asking.get(id) : undefined;
      if (isMap(item) && reasons !== undefined)
        item.commentBefore = ` Asks for a second reader: ${reasons.join(', ')}.`;
    }
  }
  return `${mark}\n${document.toString({ lineWidth: 120, singleQuote: true })}`;
}

/** Objects, speakers, passages and dates of claims stand on one line each, as far as the width allows. */
function shorten(node: unknown): void {
  if (!isSeq(node)) return;
  for (const item of node.items) {
    if (!isMap(item)) continue;
    for (const { key, value } of item.items) {
      const isShort = isScalar(key) && key.value !== 'grade' && (isMap(value) || isSeq(value));
      if (isShort) value.flow = JSON.stringify(value.toJSON()).length < 100 || isSeq(value);
    }
  }
}

function withoutDefaults({ work, cited, captures, passages, claims, ...rest }: ClaimsFile): object {
  const keep = (entry: object, defaults: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(entry).filter(
        ([key, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(defaults[key]),
      ),
    );
  const workDefaults = { authors: [], identified: true };
  const filled = Object.entries({ links: rest.links, inferences: rest.inferences, unknowns: rest.unknowns });
  return {
    format: rest.format,
    work: keep(work, workDefaults),
    ...(cited.length === 0 ? {} : { cited: cited.map((entry) => keep(entry, workDefaults)) }),
    captures: captures.map((entry) => keep(entry, { archives: [] })),
    passages: passages.map((entry) => keep(entry, entry.of === 1 ? { occurrence: 1, of: 1 } : {})),
    claims: claims.map((entry) => keep({ ...entry, ...dated(entry) }, { stance: 'asserts', via: [] })),
    ...Object.fromEntries(filled.filter(([, list]) => list.length > 0)),
  };
}

/** A date that is not inferred says nothing more. */
function dated({ said, valid }: ClaimsFile['claims'][number]) {
  return {
    said: said === undefined || said.inferred ? said : { on: said.on },
    valid: valid === undefined || valid.inferred ? valid : { edtf: valid.edtf },
  };
}

/**
 * Whether the review may write there.
 *
 * @throws DossierError `conflict` for a file with claims that the review did not write
 */
export function refuseForeignFile(path: string): void {
  if (!isForeignFile(path)) return;
  throw new DossierError('conflict', {
    what: 'This claims file was written by hand and is not written over',
    where: path,
    mend: 'Name another file with --out <file>.',
  });
}

/** A file with claims that somebody wrote by hand. */
export function isForeignFile(path: string): boolean {
  if (!existsSync(path) || isOwnFile(path)) return false;
  return /^claims:/m.test(readFileSync(path, 'utf8'));
}

/** A file that the review wrote. */
export function isOwnFile(path: string): boolean {
  return existsSync(path) && readFileSync(path, 'utf8').startsWith(mark);
}

const keptSections = claimsFileShape.pick({ links: true, inferences: true, unknowns: true });

/**
 * The claims file with the links, inferences and unknowns that a person added to the one before: the review asks for claims alone.
 *
 * @throws DossierError `invalid_input` where they cannot be read, so that none is lost
 */
export function withKeptSections(written: Written, path: string): Written {
  if (!existsSync(path)) return written;
  const before = z.looseObject({}).safeParse(parse(readFileSync(path, 'utf8')));
  const { links, inferences, unknowns } = before.data ?? {};
  const kept = keptSections.safeParse({ links, inferences, unknowns });
  if (kept.success) return { ...written, file: { ...written.file, ...kept.data } };
  throw new DossierError('invalid_input', {
    what: `What was added by hand cannot be read: ${z.prettifyError(kept.error).replaceAll('\n', ' ')}`,
    where: path,
    mend: 'Correct links, inferences and unknowns there, or name another file with --out <file>.',
  });
}

/** Under another name first, so that a crash leaves the old file or the new one. */
export function writeWhole(writer: ReviewWriter, path: string, content: string): void {
  ReviewWriter.demand(writer);
  const partial = `${path}.${process.pid}.partial`;
  writeFileSync(partial, content);
  renameSync(partial, path);
}
