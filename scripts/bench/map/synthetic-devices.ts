import { z } from 'zod';
import { readRows } from '#lib/datasets/read-pack.ts';
import { toCell } from '#lib/tiles/morton.ts';

/**
 * Devices that look like a mapped world and belong to nobody: drawn around real towns (weight population^0.9, Europe
 * and the United States three times), in street-like bursts of 1 to 40. Attributes are independent and near-uniform,
 * which no real data is and which compresses worst. The same count gives the same devices in every run.
 */
export type SyntheticDevice = {
  lon: number;
  lat: number;
  cell: number;
  technologies: string[];
  /** Index into `operatorKinds`; null: no body known. */
  operator: number | null;
  /** Index into `syntheticDatasets`. */
  dataset: number;
  status: string;
  year: number;
  bearing: number | null;
  country: string;
  region: string | null;
  town: number;
};

export const operatorKinds = ['law_enforcement', 'municipality', 'company', 'ministry', 'university'];
export const syntheticDatasets = [
  { id: 'bench-official', license: 'CC-BY-4.0', tier: 'official' },
  { id: 'bench-press', license: 'MIT', tier: 'press' },
  { id: 'bench-community', license: 'ODbL-1.0', tier: 'community' },
  { id: 'bench-vendor', license: 'CC0-1.0', tier: 'vendor' },
];
const technologies = Array.from({ length: 12 }, (_, index) => `bench.t${index}`);
const statuses = ['present', 'planned', 'disused'];
const firstYear = 2004;
const years = 22;

const townSchema = z.object({
  id: z.number(),
  country: z.string(),
  region: z.string().nullish(),
  population: z.number(),
  lon: z.number(),
  lat: z.number(),
});
type Town = z.infer<typeof townSchema>;
const dense = new Set('AT BE CH CZ DE DK ES FI FR GB HU IE IT NL NO PL PT SE US'.split(' '));

export async function* makeDevices(count: number, seed = 1): AsyncGenerator<SyntheticDevice> {
  const towns: Town[] = [];
  const ends: number[] = [];
  let total = 0;
  for await (const town of readRows('geonames-cities', 'towns.jsonl.gz', townSchema)) {
    towns.push(town);
    total += Math.max(1000, town.population) ** 0.9 * (dense.has(town.country) ? 3 : 1);
    ends.push(total);
  }
  const random = toRandom(seed);
  const pick = (limit: number) => Math.floor(random() * limit);
  for (let made = 0; made < count; ) {
    const town = towns[findFirst(ends, random() * total)];
    if (town === undefined) continue;
    // Towns of more people reach farther; the sum of two draws is densest in the middle.
    const reach = 0.004 * Math.max(1, town.population / 10_000) ** 0.4;
    let lon = town.lon + (random() + random() - 1) * reach * 2;
    let lat = town.lat + (random() + random() - 1) * reach * 2;
    const direction = random() * 2 * Math.PI;
    for (let left = 1 + pick(40); left > 0 && made < count; left -= 1) {
      lon += Math.cos(direction) * 0.0006 + (random() - 0.5) * 0.0001;
      lat += Math.sin(direction) * 0.0004 + (random() - 0.5) * 0.0001;
      made += 1;
      yield makeDevice(town, { lon: clamp(lon, 180), lat: clamp(lat, 85) }, pick);
    }
  }
}

function makeDevice(
  town: Town,
  at: { lon: number; lat: number },
  pick: (limit: number) => number,
): SyntheticDevice {
  const first = pick(12);
  const second = pick(10) === 0 ? pick(12) : first;
  const operator = pick(operatorKinds.length + 1);
  return {
    ...at,
    cell: toCell(at.lon, at.lat),
    technologies: [...new Set([first, second])].map((index) => technologies[index] ?? ''),
    operator: operator === operatorKinds.length ? null : operator,
    dataset: pick(syntheticDatasets.length),
    status: statuses[pick(statuses.length)] ?? '',
    year: firstYear + pick(years),
    bearing: pick(2) === 0 ? null : pick(360),
    country: town.country,
    region: town.region ?? null,
    town: town.id,
  };
}

/** Marsaglia's xorshift on 32 bits: [0, 1). */
function toRandom(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function findFirst(ends: readonly number[], value: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
