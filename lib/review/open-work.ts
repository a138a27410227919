import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { capture } from '#lib/captures/capture.ts';
import { indexText, sha256 } from '#lib/captures/indexed-text.ts';
import { type CaptureFolders, readCapture } from '#lib/captures/store.ts';
import { captureEntry, workEntry } from '#lib/claims/file-schema.ts';
import { DossierError } from '#lib/errors.ts';
import { toWorkPath } from '#lib/news/work-file.ts';
import type { ReviewedWork } from './claims-from-state.ts';

const head = z.looseObject({
  work: workEntry,
  cited: z.array(workEntry).default([]),
  captures: z.array(captureEntry).min(1),
});

/**
 * The work of a claims file, of which only the description, the cited works and the first capture are read: claims that stand there
 * already are left alone.
 *
 * @throws DossierError where the file or the copy of its text is not here
 */
export function openWork(slug: string, worksFolder: string, folders: CaptureFolders): ReviewedWork {
  const reviewed = join(worksFolder, `${slug}.yaml`);
  // Captured news is described in the private folder until its first claim is accepted.
  const path = existsSync(reviewed) ? reviewed : toWorkPath(folders.dataDir, slug);
  if (!existsSync(path)) {
    throw new DossierError('not_found', {
      what: `There is no work ${slug} and no file of that name`,
      where: reviewed,
      mend: 'Name a file with --work work.<slug> --title "…", the slug of a file in data/works, or that of captured news.',
    });
  }
  const parsed = head.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    throw new DossierError('invalid_input', {
      what: `The work cannot be opened: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
      where: path,
      mend: 'It needs “work” and one entry of “captures”, as npm run capture prints it.',
    });
  }
  const { work, cited, captures } = parsed.data;
  const [first] = captures;
  const copy = first && readCapture(first, folders);
  if (first === undefined || copy === undefined || sha256(copy.text) !== first.textSha256) {
    throw new DossierError('not_found', {
      what: 'The captured text is not on this machine, or is another than the file describes',
      where: path,
      mend: 'Capture the source again with npm run capture, or put the copy into SEED_DIR.',
    });
  }
  return { work, cited, capture: first, text: indexText(copy.text) };
}

export type NewWork = {
  id: string;
  title: string;
  kind: string;
  language: string;
  published?: string;
  publisher?: string;
};

/** Captures a file privately and describes it as a new work. What its license allows is for its reviewer to find out. */
export async function openFile(
  path: string,
  described: NewWork,
  folders: CaptureFolders,
  today: string,
): Promise<ReviewedWork> {
  const work = workEntry.safeParse({
    ...described,
    license: 'not stated; treated as all rights reserved',
    access: 'a copy held privately; not published here',
  });
  if (!work.success) {
    throw new DossierError('bad_request', {
      what: `The work is not described well enough: ${z.prettifyError(work.error).replaceAll('\n', ' ')}`,
      mend: 'Give --work work.<slug>, --title, --kind, --language and, where known, --published and --publisher.',
    });
  }
  const block = await capture(path, { dataDir: folders.dataDir, today, request: { userAgent: '' } });
  const entry = captureEntry.parse({ id: `text-${today}`, ...block, verifiedOn: today });
  const copy = readCapture(entry, folders);
  if (copy === undefined) throw new Error(`${basename(path)} was captured and cannot be read again`);
  return { work: work.data, cited: [], capture: entry, text: indexText(copy.text) };
}
