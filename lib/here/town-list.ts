import { z } from 'zod';
import { fold } from '#lib/search/fold.ts';

/** One name of a town, as a list holds it. */
export type NamedTown = {
  /** GeoNames id. */
  id: number;
  /** ISO 3166-2 where known, else ISO 3166-1. */
  area: string;
  /** The name that matched. */
  name: string;
  /** The town's main name, where `name` is another one. */
  mainName: string | undefined;
  /** Twice the binary logarithm of the population, rounded: enough for ranking. */
  size: number;
};

/** Lists of names, as the server offers them. */
export const townListsSchema = z.object({
  /** Main names and other well-known names of larger towns, of every script at once: loaded first. */
  main: z.string(),
  /** Names of regions by code. */
  regions: z.string(),
  /** All other names by how their folded form begins, with one letter or two; `from` and `to` are included. */
  groups: z.array(z.object({ path: z.string(), from: z.string(), to: z.string() })),
});
export type TownLists = z.infer<typeof townListsSchema>;

const areaSign = '=';

/** A list as text: a line `=<area>`, then its names: id as difference in base 36, size in base 36, name, main name. */
export function formatTownList(towns: readonly NamedTown[]): string {
  const lines: string[] = [];
  const sorted = towns.toSorted((a, b) => compare(a.area, b.area) || a.id - b.id || compare(a.name, b.name));
  let [area, id] = ['', 0];
  for (const town of sorted) {
    if (town.area !== area) {
      lines.push(`${areaSign}${town.area}`);
      [area, id] = [town.area, 0];
    }
    const cells = [(town.id - id).toString(36), town.size.toString(36), town.name];
    if (town.mainName !== undefined) cells.push(town.mainName);
    lines.push(cells.join('\t'));
    id = town.id;
  }
  return `${lines.join('\n')}\n`;
}

/** @throws RangeError with the line when a list is not in the format of `formatTownList` */
export function parseTownList(text: string): NamedTown[] {
  const towns: NamedTown[] = [];
  let [area, id] = ['', 0];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    if (line.startsWith(areaSign)) {
      [area, id] = [line.slice(1), 0];
      continue;
    }
    const [step = '', size = '', name = '', mainName] = line.split('\t');
    id += Number.parseInt(step, 36);
    const town = { id, area, name, mainName, size: Number.parseInt(size, 36) };
    if (area === '' || name === '' || !Number.isInteger(id) || !Number.isInteger(town.size))
      throw new RangeError(`Line ${index + 1} of the list of towns cannot be read.`);
    towns.push(town);
  }
  return towns;
}

/** The group that holds names beginning like a query; undefined where none does, or where one letter leaves it open. */
export function findGroup(lists: TownLists, query: string): TownLists['groups'][number] | undefined {
  const asked = fold(query);
  if (asked === '') return undefined;
  return lists.groups.find(
    ({ from, to }) =>
      compare(from, toBeginning(asked, [...from].length)) <= 0 &&
      compare(toBeginning(asked, [...to].length), to) <= 0,
  );
}

/** The first code points of a folded name: what names are grouped by. */
export function toBeginning(folded: string, length: number): string {
  return [...folded.slice(0, 2 * length)].slice(0, length).join('');
}

/** Names of regions as text: code, tab, name. */
export function formatRegionNames(names: ReadonlyMap<string, string>): string {
  return [...names].map(([code, name]) => `${code}\t${name}\n`).join('');
}

export function parseRegionNames(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line): [string, string] => [line.split('\t')[0] ?? '', line.split('\t')[1] ?? '']),
  );
}

/** Names with their folded form, which is made once. */
export class TownIndex {
  #entries: { town: NamedTown; folded: string }[] = [];

  add(towns: readonly NamedTown[]): void {
    for (const town of towns) this.#entries.push({ town, folded: fold(town.name) });
  }

  /**
   * Towns with a name that is, begins with, or has a word that begins with what was typed; in this order, main names before
   * others, and among equals the larger first. A town appears once, under the name that fits best.
   */
  search(query: string, limit: number): NamedTown[] {
    const asked = fold(query);
    if (asked === '') return [];
    const best = new Map<number, { town: NamedTown; rank: number }>();
    for (const { town, folded } of this.#entries) {
      const fit = toFit(folded, asked);
      if (fit === null) continue;
      const rank = ranks[fit] + (town.mainName === undefined ? 0 : otherName[fit]);
      const held = best.get(town.id);
      if (held === undefined || rank < held.rank) best.set(town.id, { town, rank });
    }
    return [...best.values()]
      .sort((a, b) => a.rank - b.rank || b.town.size - a.town.size || compare(a.town.name, b.town.name))
      .slice(0, limit)
      .map(({ town }) => town);
  }
}

const ranks = { whole: 0, begins: 2, word: 3 };
/** What it costs a name to be another one than the main: "Roma" is Rome, but "san" is rather San Diego than any spelling of Shanghai. */
const otherName = { whole: 1, begins: 2, word: 2 };

function toFit(folded: string, asked: string): keyof typeof ranks | null {
  if (folded === asked) return 'whole';
  if (folded.startsWith(asked)) return 'begins';
  return folded.includes(` ${asked}`) ? 'word' : null;
}

/** By code point, in every browser alike. */
export function compare(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (const [index, char] of left.entries()) {
    const difference = (char.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? -1);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
