import { readTownListVersion } from './build-town-lists.ts';
import { readBoundaryVersion } from './cut-boundaries.ts';

/** Where the browser finds what the look-up reads. Holds nothing about a reader. */
export type HereSources = { boundaries: string; names: string };

let sources: HereSources | undefined;

/** Addresses of boundary tiles and name lists, under their present versions. Read once a process. */
export function getHereSources(): HereSources {
  sources ??= {
    boundaries: `/boundaries/${readBoundaryVersion()}`,
    names: `/town-names/${readTownListVersion()}`,
  };
  return sources;
}
