import { packsRoot, readManifest, readRows } from '#lib/datasets/read-pack.ts';
import { areaRowSchema, townNamesRowSchema, townRowSchema } from '#lib/places/pack-rows.ts';
import { fold } from '#lib/search/fold.ts';
import {
  compare,
  formatRegionNames,
  formatTownList,
  type NamedTown,
  type TownLists,
  toBeginning,
} from './town-list.ts';

const pack = 'geonames-cities';
/** Residents from which a town's main name is in the list that is loaded first, and from which all of its Latin names are. */
const mainPopulation = 150_000;
const widelyNamed = 1_000_000;
/** Characters of one list, about 50 KB compressed in Latin script. A letter with more of them is divided by the second. */
const groupLength = 90_000;
/** Names that a list holds at least; beginnings with fewer go to the list that everybody loads. */
const leastNames = 300;

const latin = /^\P{L}*\p{Script=Latin}/u;

/** Changes when the names or the way in which they are listed change. */
export function readTownListVersion(root = packsRoot): string {
  return `${readManifest(pack, root).sha256.slice(0, 12)}-1`;
}

/**
 * The lists of town names by path. Which list is asked for tells no more than the group of first letters; the first one
 * tells nothing.
 */
export async function buildTownLists(
  root = packsRoot,
): Promise<{ lists: TownLists; files: Map<string, string> }> {
  const others = new Map<number, string[]>();
  for await (const { id, names } of readRows(pack, 'names.jsonl.gz', townNamesRowSchema, root))
    others.set(id, names);
  const main: NamedTown[] = [];
  const rest: NamedTown[] = [];
  for await (const town of readRows(pack, 'towns.jsonl.gz', townRowSchema, root)) {
    const area = town.region ?? town.country;
    if (area === null) continue;
    const size = Math.round(2 * Math.log2(town.population + 1));
    const toNamed = (name: string, mainName?: string) => ({ id: town.id, area, name, mainName, size });
    (town.population >= mainPopulation ? main : rest).push(toNamed(town.name));
    for (const name of others.get(town.id) ?? []) {
      const wide = town.population >= widelyNamed && latin.test(name);
      (wide ? main : rest).push(toNamed(name, town.name));
    }
  }
  const regions = new Map<string, string>();
  for await (const area of readRows('natural-earth', 'places.jsonl.gz', areaRowSchema, root))
    if (area.level === 'region') regions.set(area.code, area.label);
  const files = new Map([['regions.txt', formatRegionNames(regions)]]);
  const groups: TownLists['groups'] = [];
  for (const { from, to, towns } of group(rest)) {
    if (towns.length < leastNames) {
      main.push(...towns);
      continue;
    }
    const path = `${groups.length + 1}.txt`;
    files.set(path, formatTownList(towns));
    groups.push({ path, from, to });
  }
  files.set('main.txt', formatTownList(main));
  return { lists: { main: 'main.txt', regions: 'regions.txt', groups }, files };
}

type Group = { from: string; to: string; towns: NamedTown[] };

const toLength = (towns: readonly NamedTown[]) =>
  towns.reduce((sum, { name, mainName = '' }) => sum + name.length + mainName.length + 6, 0);

/** Neighboring beginnings together until a list is full. */
function group(towns: readonly NamedTown[]): Group[] {
  const groups: Group[] = [];
  let length = 0;
  for (const [beginning, own] of toBeginnings(towns)) {
    const added = toLength(own);
    const last = groups.at(-1);
    const joins = last !== undefined && length + added <= groupLength && last.to.length === beginning.length;
    if (joins) {
      last.to = beginning;
      last.towns.push(...own);
      length += added;
    } else {
      groups.push({ from: beginning, to: beginning, towns: [...own] });
      length = added;
    }
  }
  return groups;
}

/** Towns by first letter in the order of Unicode; a letter with too many names by its first two. */
function toBeginnings(towns: readonly NamedTown[]): [string, NamedTown[]][] {
  const split = (all: readonly NamedTown[], length: number) =>
    [...Map.groupBy(all, ({ name }) => toBeginning(fold(name), length))]
      .filter(([beginning]) => beginning !== '')
      .sort(([a], [b]) => compare(a, b));
  return split(towns, 1).flatMap(([letter, own]): [string, NamedTown[]][] =>
    toLength(own) > groupLength ? split(own, 2) : [[letter, own]],
  );
}
