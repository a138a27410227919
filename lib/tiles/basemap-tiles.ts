import { GeoJSONVT } from '@maplibre/geojson-vt';
import { z } from 'zod';
import { packsRoot, readDocument, readManifest, readRows } from '#lib/datasets/read-pack.ts';
import type { TileAddress } from './device-tiles.ts';
import { gridBits, toColumn, toRow } from './morton.ts';
import { encodeTile, TileLayer, tileExtent } from './mvt.ts';

/**
 * The offline base map: land by country, first-order regions, boundaries and names, cut from the Natural Earth pack
 * when a tile is first asked for. Layers: `countries` {code}, `regions` {code}, `borders` {kind}, `places` {kind, code,
 * name, rank}.
 */
export const basemapMaxZoom = 7;
/** Coarse outlines below it, fine ones from it on. */
const fineZoom = 4;
const regionZoom = 3;
const regionLabelZoom = 5;
const pack = 'natural-earth';

type Ring = number[][];
// A million positions: that they are numbers is held by the pack's checksum, which a test of the packs verifies.
const coordinates = <T extends unknown[]>() => z.custom<T>((value) => Array.isArray(value));
const collectionSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.object({ code: z.string().optional(), kind: z.string().optional() }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: coordinates<Ring[]>() }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: coordinates<Ring[][]>() }),
        z.object({ type: z.literal('LineString'), coordinates: coordinates<Ring>() }),
        z.object({ type: z.literal('MultiLineString'), coordinates: coordinates<Ring[]>() }),
      ]),
    }),
  ),
});

const placeRow = z.object({
  code: z.string(),
  level: z.string(),
  label: z.string(),
  bbox: z.array(z.number()).optional(),
  lon: z.number().optional(),
  lat: z.number().optional(),
});
const townRow = z.object({ name: z.string(), population: z.number(), lon: z.number(), lat: z.number() });

type Label = {
  kind: 'country' | 'region' | 'town';
  name: string;
  code: string | null;
  minZoom: number;
  column: number;
  row: number;
  rank: number;
};

/** Raised when tiles of the same packs come out differently. */
const drawnAs = '2';

/** Cuts base map tiles; each source is read and indexed when the first tile needs it. */
export class Basemap {
  readonly version: string;
  #root: string;
  #indexes = new Map<string, GeoJSONVT>();
  #labels: Promise<Label[]> | undefined;
  #regionLabels: Promise<Label[]> | undefined;

  /** @throws Error when the pack is missing or damaged */
  constructor(root = packsRoot) {
    this.#root = root;
    const towns = readManifest('geonames-cities', root);
    this.version = `${readManifest(pack, root).sha256.slice(0, 8)}${towns.sha256.slice(0, 4)}${drawnAs}`;
  }

  async getTile(tile: TileAddress): Promise<Uint8Array> {
    const detail = tile.z < fineZoom ? '-coarse' : '';
    const layers = [this.#cut('countries', `countries${detail}.geojson.gz`, tile)];
    if (tile.z >= regionZoom) layers.push(this.#cut('regions', 'regions.geojson.gz', tile));
    layers.push(this.#cut('borders', `borders${detail}.geojson.gz`, tile), await this.#toLabelLayer(tile));
    return encodeTile(layers);
  }

  #cut(name: string, file: string, { z, x, y }: TileAddress): TileLayer {
    const layer = new TileLayer(name);
    const tile = this.#getIndex(file).getTile(z, x, y);
    for (const feature of tile?.features ?? []) {
      const properties = { code: toText(feature.tags?.code), kind: toText(feature.tags?.kind) };
      if (feature.type === 3) layer.addPolygon(feature.geometry, properties);
      else if (feature.type === 2) layer.addLines(feature.geometry, properties);
    }
    return layer;
  }

  #getIndex(file: string): GeoJSONVT {
    const known = this.#indexes.get(file);
    if (known !== undefined) return known;
    // Tolerance in tile units: 6 of 4096 is three quarters of a pixel on a 512-pixel tile.
    const options = {
      maxZoom: basemapMaxZoom,
      indexMaxZoom: 3,
      extent: tileExtent,
      buffer: 64,
      tolerance: 6,
    };
    const index = new GeoJSONVT(readDocument(pack, file, collectionSchema, this.#root), options);
    this.#indexes.set(file, index);
    return index;
  }

  async #toLabelLayer({ z, x, y }: TileAddress): Promise<TileLayer> {
    this.#labels ??= readLabels(this.#root);
    if (z >= regionLabelZoom) this.#regionLabels ??= readRegionLabels(this.#root);
    const layer = new TileLayer('places');
    const scale = 2 ** (gridBits - z);
    for (const label of [...(await this.#labels), ...((await this.#regionLabels) ?? [])]) {
      if (label.minZoom > z || Math.floor(label.column / scale) !== x || Math.floor(label.row / scale) !== y)
        continue;
      const at = (value: number, origin: number) => Math.floor((value / scale - origin) * tileExtent);
      const { kind, name, code, rank } = label;
      layer.addPoint(at(label.column, x), at(label.row, y), { kind, name, code, rank });
    }
    return layer;
  }
}

async function readRegionLabels(root: string): Promise<Label[]> {
  return readPlaceLabels('regions.geojson.gz', (level) => level === 'region', root);
}

async function readPlaceLabels(
  file: string,
  belongs: (level: string) => boolean,
  root: string,
): Promise<Label[]> {
  const labels: Label[] = [];
  const middles = readMiddles(file, root);
  for await (const place of readRows(pack, 'places.jsonl.gz', placeRow, root)) {
    if (!belongs(place.level)) continue;
    const center = middles.get(place.code) ?? toCenter(place);
    if (center === null) continue;
    const isCountry = place.level !== 'region';
    const width = middles.get(place.code)?.width ?? 1;
    // A name is worth its ink when its place is about as wide as the word: 512 px hold 360° / 2^z.
    const fits = Math.ceil(Math.log2((isCountry ? 30 : 60) / Math.max(width, 0.4)));
    labels.push({
      kind: isCountry ? 'country' : 'region',
      name: place.label,
      code: place.code,
      minZoom: Math.min(6, Math.max(isCountry ? 0 : regionLabelZoom, fits)),
      column: toColumn(center.lon),
      row: toRow(center.lat),
      rank: isCountry ? 0 : 2,
    });
  }
  return labels;
}

async function readLabels(root: string): Promise<Label[]> {
  const labels = await readPlaceLabels('countries-coarse.geojson.gz', (level) => level !== 'region', root);
  for await (const town of readRows('geonames-cities', 'towns.jsonl.gz', townRow, root)) {
    const minZoom = Math.max(3, Math.min(basemapMaxZoom, Math.ceil(9.6 - Math.log10(town.population + 1))));
    labels.push({
      kind: 'town',
      name: town.name,
      code: null,
      minZoom,
      column: toColumn(town.lon),
      row: toRow(town.lat),
      rank: 10 - Math.log10(town.population + 1),
    });
  }
  return labels.sort((a, b) => a.rank - b.rank);
}

/** Middle and width in degrees of the largest part of each area: France's name belongs in Europe, not in mid-Atlantic. */
function readMiddles(file: string, root: string): Map<string, { lon: number; lat: number; width: number }> {
  const middles = new Map<string, { lon: number; lat: number; width: number }>();
  for (const { properties, geometry } of readDocument(pack, file, collectionSchema, root).features) {
    if (properties.code === undefined) continue;
    const parts =
      geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : geometry.type === 'Polygon'
          ? [geometry.coordinates]
          : [];
    let largest = 0;
    for (const [outline = []] of parts) {
      const { area, lon, lat, width } = measureRing(outline);
      if (area <= largest) continue;
      largest = area;
      middles.set(properties.code, { lon, lat, width });
    }
  }
  return middles;
}

/** Area in square degrees, centroid and width of a ring (shoelace formula). */
function measureRing(ring: readonly number[][]): { area: number; lon: number; lat: number; width: number } {
  let twiceArea = 0;
  let lon = 0;
  let lat = 0;
  for (const [index, [x = 0, y = 0]] of ring.entries()) {
    const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? [];
    const cross = x * nextY - nextX * y;
    twiceArea += cross;
    lon += (x + nextX) * cross;
    lat += (y + nextY) * cross;
  }
  const lons = ring.map(([x = 0]) => x);
  const width = lons.reduce((a, b) => Math.max(a, b), -180) - lons.reduce((a, b) => Math.min(a, b), 180);
  if (twiceArea === 0) return { area: 0, lon: 0, lat: 0, width };
  return { area: Math.abs(twiceArea) / 2, lon: lon / (3 * twiceArea), lat: lat / (3 * twiceArea), width };
}

/** Where a place's name goes: its point, else the middle of its box; none for a box across the antimeridian. */
function toCenter(place: z.infer<typeof placeRow>): { lon: number; lat: number } | null {
  if (place.lon !== undefined && place.lat !== undefined) return { lon: place.lon, lat: place.lat };
  const [west, south, east, north] = place.bbox ?? [];
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  if (west > east || east - west > 300) return null;
  return { lon: (west + east) / 2, lat: (south + north) / 2 };
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
