import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { type ListedCapture, listCaptures } from '#lib/captures/list-captures.ts';
import { captureEntry, claimsFormat, workEntry, workKinds } from '#lib/claims/file-schema.ts';
import { DossierError } from '#lib/errors.ts';
import { writeWhole } from '#lib/review/write-claims-file.ts';
import type { ReviewWriter } from '#lib/review/writer.ts';
import type { Desk } from './desk.ts';

/** What a person says of a captured text before its review. */
export const describedSchema = z.object({
  media: z.string().regex(/^[0-9a-f]{64}$/),
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{2,80}$/),
  title: z.string().min(1).max(400),
  kind: z.enum(workKinds),
  language: z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  published: z.string().max(40).optional(),
  publisher: z.string().max(120).optional(),
});
export type Described = z.infer<typeof describedSchema>;

const head = z.looseObject({ captures: z.array(z.looseObject({ mediaSha256: z.string() })).default([]) });

/** Captures of the store that no work describes yet. News describe their own (lib/news/work-file.ts). */
export function findUndescribed(desk: Desk): ListedCapture[] {
  const known = new Set(
    desk.findWorkFiles().flatMap((path) => {
      const parsed = head.safeParse(parse(readFileSync(path, 'utf8')));
      return parsed.data?.captures.map(({ mediaSha256 }) => mediaSha256) ?? [];
    }),
  );
  return listCaptures(desk.folders.dataDir, (sha256) => !known.has(sha256));
}

/**
 * Writes the description of a captured text as a work without claims, from which its review begins.
 *
 * @throws DossierError `conflict` for a slug that is taken, `not_found` where the capture is not here, `invalid_input` for parts that do not fit
 */
export function describe(desk: Desk, writer: ReviewWriter, { media, slug, ...parts }: Described): void {
  const path = join(desk.folders.worksFolder, `${slug}.yaml`);
  if (existsSync(path) || desk.findSlugs().includes(slug)) {
    throw new DossierError('conflict', {
      what: `There is a work ${slug} already`,
      mend: 'Choose another short name: ids are never used twice.',
    });
  }
  const found = findUndescribed(desk).find(({ block }) => block.mediaSha256 === media);
  if (found === undefined) {
    throw new DossierError('not_found', {
      what: 'This capture is not here, or a work describes it already',
      mend: 'Choose one from the list of works.',
    });
  }
  const { block, address } = found;
  const work = workEntry.safeParse({
    id: `work.${slug}`,
    ...parts,
    ...(address === undefined ? {} : { url: address }),
    license: 'not stated; treated as all rights reserved',
    access: 'a copy held privately; not published here',
  });
  if (!work.success) {
    throw new DossierError('invalid_input', {
      what: `The work is not described well enough: ${z.prettifyError(work.error).replaceAll('\n', ' ')}`,
      mend: 'Correct that part and send it again.',
    });
  }
  const capture = captureEntry.parse({
    id: `text-${block.capturedOn}`,
    ...block,
    verifiedOn: block.capturedOn,
  });
  const { authors: _, identified: __, ...entry } = work.data;
  const { archives: ___, ...captured } = capture;
  mkdirSync(desk.folders.worksFolder, { recursive: true });
  writeWhole(
    writer,
    path,
    // Quoted: a hash or a date must never be read as a number or a time.
    stringify(
      { format: claimsFormat, work: entry, captures: [captured] },
      { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN' },
    ),
  );
}
