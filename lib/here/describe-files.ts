import { buildTownLists, readTownListVersion } from './build-town-lists.ts';
import { readBoundaryVersion } from './cut-boundaries.ts';
import type { TownLists } from './town-list.ts';

/** Where the browser finds what the look-up reads. Holds nothing about a reader. */
export type HereSources = { boundaries: string; names: string; lists: TownLists };

let sources: Promise<HereSources> | undefined;

/** Addresses of boundary tiles and name lists, under their present versions. Read once a process. */
export function getHereSources(): Promise<HereSources> {
  sources ??= buildTownLists().then(({ lists }) => ({
    boundaries: `/boundaries/${readBoundaryVersion()}`,
    names: `/town-names/${readTownListVersion()}`,
    lists,
  }));
  return sources;
}
