import type { Env } from '#lib/env.ts';
import type { ArchiveOutcome } from './archive-outcome.ts';
import { askPerma } from './ask-perma.ts';
import { askWayback, findWaybackCopy } from './ask-wayback.ts';

export type ArchiveSettings = Pick<Env, 'WAYBACK_URL' | 'WAYBACK_KEY' | 'PERMA_URL' | 'PERMA_KEY'>;

export type ArchiveAsker = {
  settings: ArchiveSettings;
  /** With a contact; nobody is asked anonymously. */
  userAgent: string;
  sleep: (ms: number) => Promise<void>;
};

/** Names of the archives that can be asked with these settings. */
export function findArchives(settings: ArchiveSettings): string[] {
  return [
    ...(settings.WAYBACK_KEY === undefined ? [] : ['web.archive.org']),
    ...(settings.PERMA_KEY === undefined ? [] : ['perma.cc']),
  ];
}

/**
 * Asks each archive that the operator has an account with for a copy of an address, all at once. Where the Wayback Machine
 * takes nothing now, its newest copy stands in.
 */
export async function askArchives(address: string, asker: ArchiveAsker): Promise<ArchiveOutcome[]> {
  const { settings, userAgent, sleep } = asker;
  const { WAYBACK_KEY: waybackKey, PERMA_KEY: permaKey } = settings;
  const asked: Promise<ArchiveOutcome>[] = [];
  if (waybackKey !== undefined) {
    const wayback = { base: settings.WAYBACK_URL, key: waybackKey, userAgent, sleep };
    asked.push(
      askWayback(address, wayback).then(async (outcome) => {
        if (outcome.kind === 'saved') return outcome;
        const archive = await findWaybackCopy(address, wayback);
        return archive === undefined ? outcome : { kind: 'saved', archive };
      }),
    );
  }
  if (permaKey !== undefined) {
    const reading = settings.PERMA_URL.replace('//api.', '//');
    asked.push(askPerma(address, { base: settings.PERMA_URL, reading, key: permaKey, userAgent }));
  }
  return Promise.all(asked);
}
