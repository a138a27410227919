import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { CaptureBlock } from '#lib/captures/capture.ts';
import { captureEntry, workEntry } from '#lib/claims/file-schema.ts';
import { DossierError } from '#lib/errors.ts';

/** Folder with the descriptions of captured news, in the form of `data/works`: what `npm run review -- <slug>` opens. */
export function toNewsFolder(dataDir: string): string {
  return join(dataDir, 'news');
}

export function toWorkPath(dataDir: string, slug: string): string {
  // A slug comes from a command or an address, and must lead nowhere else.
  if (!/^[a-z0-9][a-z0-9-]*$/.test(slug)) {
    throw new DossierError('not_found', {
      what: `"${slug}" is no slug of a work`,
      mend: 'A slug has small letters, digits and -.',
    });
  }
  return join(toNewsFolder(dataDir), 'works', `${slug}.yaml`);
}

export type NewsWork = {
  slug: string;
  title: string;
  language: string;
  /** ISO day. */
  published?: string | undefined;
  url: string;
  /** Entity id, where we hold the publisher. */
  publisher?: string | undefined;
  license: string;
};

/** Describes a captured article as a work without claims. What stands there already stays: a person may have corrected it. */
export function writeWorkFile(dataDir: string, work: NewsWork, capture: CaptureBlock): void {
  const { slug, ...described } = work;
  const path = toWorkPath(dataDir, slug);
  if (existsSync(path)) return;
  const entry = {
    work: workEntry.parse({
      id: `work.${slug}`,
      kind: 'article',
      ...Object.fromEntries(Object.entries(described).filter(([, value]) => value !== undefined)),
      access: 'a copy held privately; not published here',
    }),
    captures: [
      captureEntry.parse({ id: `text-${capture.capturedOn}`, ...capture, verifiedOn: capture.capturedOn }),
    ],
  };
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const partial = `${path}.${process.pid}.partial`;
  // Quoted: a hash or a date must never be read as a number or a time.
  writeFileSync(partial, stringify(entry, { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN' }), {
    mode: 0o600,
    flush: true,
  });
  renameSync(partial, path);
}
