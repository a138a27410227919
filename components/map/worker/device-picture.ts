import { type DeviceFilter, isCountry, toQuery, toServerFilter } from '#lib/devices/filter.ts';
import { type Cube, CubeError, decodeCube } from '#lib/tiles/cube-format.ts';
import type { DeviceTileset } from '#lib/tiles/device-tileset.ts';
import { mergeGroups, toCountedGroups, toCubeTest } from '#lib/tiles/filter-cube.ts';
import { deinterleave, toPosition } from '#lib/tiles/morton.ts';
import { type Spot, toReadingOrder } from '../spots.ts';
import { holds, settleExtent, toCellBox, toFinestDepth } from '../view-extent.ts';
import { countByKey, type KeyCounts } from './count-cubes.ts';
import { mergeOverlapping, toCellCollection, toCellSpots } from './draw-cells.ts';
import type { DevicePicture, View } from './protocol.ts';
import { type DeviceColumns, readDevices } from './read-devices.ts';
import { emptyTally, toTallier } from './tally.ts';
import { tallyKeys } from './tally-cubes.ts';
import { coverWithTiles } from './tile-cover.ts';
import { TileStore } from './tile-store.ts';

const densityZoom = 3.5;
/** 8 × 8 cells a tile. */
const mergedBits = 3;
const spotLimit = 400;
const margin = 0.3;

/** Makes the picture of a view from tiles that it keeps: another filter over the same view needs no request. */
export class DevicePictures {
  #tileset: DeviceTileset;
  #origin: string;
  #cubes: TileStore<Cube>;
  #devices: TileStore<DeviceColumns>;
  #counted: { key: string; columns: KeyCounts } | null = null;

  /**
   * @param changed called when a tile that was missing has arrived or failed
   * @param outdated called when tiles are of another snapshot than the tileset
   */
  constructor(tileset: DeviceTileset, origin: string, on: { changed: () => void; outdated: () => void }) {
    this.#tileset = tileset;
    this.#origin = origin;
    const failed = (error: unknown) => {
      if (error instanceof CubeError && error.otherVersion) on.outdated();
    };
    const dictionary = tileset.cubes.dictionary;
    const read = (bytes: Uint8Array) => decodeCube(bytes, dictionary);
    this.#cubes = new TileStore({ read, limit: 160, changed: on.changed, failed });
    this.#devices = new TileStore({ read: readDevices, limit: 120, changed: on.changed, failed });
  }

  forgetFailed(): void {
    this.#cubes.forgetFailed();
    this.#devices.forgetFailed();
  }

  /** The picture as far as its tiles are here, and how many are still on their way. */
  draw(view: View): { picture: DevicePicture; loading: number } {
    const { rawZoom, maxzoom } = this.#tileset;
    const level = Math.max(0, Math.min(maxzoom, Math.floor(view.zoom)));
    if (level >= rawZoom) return this.#drawDevices(view, level);
    // Cubes of the nearest zoom, so that a cell of 64 pixels stays between 45 and 90.
    return this.#drawCubes(view, Math.max(0, Math.min(rawZoom - 1, Math.round(view.zoom))));
  }

  #drawCubes(view: View, z: number): { picture: DevicePicture; loading: number } {
    const { filter, zoom } = view;
    const { dictionary, tiles } = this.#tileset.cubes;
    const template = this.#toTemplate(tiles[0] ?? '', filter);
    const area = toCellBox(view.bounds, z + 5);
    // What lies beside the view is drawn when it is here, and waited for by nobody.
    const { loading, missing } = this.#cubes.get(template, coverWithTiles(area, z));
    const { here } = this.#cubes.get(template, coverWithTiles(area, z, margin));
    const cubes = here.map(({ value, ...tile }) => ({ ...tile, cube: value }));
    const coarsest = cubes.reduce((least, { cube }) => Math.min(least, cube.gridBits), 5);
    const box = settleExtent(view.held, view.bounds, z + coarsest);
    const test = toCubeTest(dictionary, filter);
    const passing = cubes.map(({ cube, ...tile }) => ({ ...tile, cube, cells: toCountedGroups(cube, test) }));
    const merged = passing.map((tile) => ({
      ...tile,
      cells: mergeGroups(tile.cells, tile.cube, mergedBits),
    }));
    const cells = mergeOverlapping(toCellCollection(merged), zoom);
    const { place } = filter;
    const country = place !== undefined && isCountry(place) ? dictionary.countries.indexOf(place) : null;
    const key = JSON.stringify([template, box, z, here.length, country]);
    if (this.#counted?.key !== key)
      this.#counted = { key, columns: countByKey(dictionary, cubes, box, country) };
    const tally = tallyKeys(dictionary, filter, this.#counted.columns);
    const picture: DevicePicture = {
      box,
      cells,
      density: zoom < densityZoom ? toCellCollection(passing) : null,
      tally: loading + missing === 0 ? tally : null,
      spots: toCellSpots(cells, toBand(zoom)),
      isRaw: false,
      missing,
    };
    return { picture, loading };
  }

  #drawDevices(view: View, z: number): { picture: DevicePicture; loading: number } {
    const { filter, zoom } = view;
    const box = settleExtent(view.held, view.bounds, toFinestDepth(zoom));
    const template = this.#toTemplate(this.#tileset.tiles[0] ?? '', filter);
    const { here, loading, missing } = this.#devices.get(template, coverWithTiles(box, z));
    const add = toTallier(filter);
    const tally = emptyTally();
    const spots = new Map<number, Spot>();
    for (const { value } of here) {
      const passing = value.combinations.map((attributes) => {
        const alone = emptyTally();
        add(alone, attributes, 1);
        return alone.total === 1;
      });
      const counts = new Uint32Array(passing.length);
      for (let i = 0; i < value.cells.length; i += 1) {
        const cell = value.cells[i] ?? 0;
        const at = deinterleave(cell);
        if (!holds(box, at.column, at.row)) continue;
        const index = value.combination[i] ?? 0;
        counts[index] = (counts[index] ?? 0) + 1;
        if (passing[index] !== true) continue;
        const held = spots.get(cell);
        const attributes = value.combinations[index];
        if (held !== undefined) held.count += 1;
        else if (attributes !== undefined) {
          const { lon, lat } = toPosition(at.column, at.row);
          const technology = attributes.technologies[0] ?? null;
          const { status } = attributes;
          spots.set(cell, { id: String(cell), lon, lat, count: 1, cell, technology, status, radius: 15 });
        }
      }
      for (const [index, count] of counts.entries()) {
        const attributes = value.combinations[index];
        if (count > 0 && attributes !== undefined) add(tally, attributes, count);
      }
    }
    const picture: DevicePicture = {
      box,
      cells: null,
      density: null,
      tally: loading + missing === 0 ? tally : null,
      spots: toReadingOrder([...spots.values()].slice(0, spotLimit), toBand(zoom)),
      isRaw: true,
      missing,
    };
    return { picture, loading };
  }

  /** What only the server can answer goes into the address; everything else is tested here. */
  #toTemplate(tiles: string, filter: DeviceFilter): string {
    const query = toQuery(toServerFilter(filter)).toString();
    return `${this.#origin}${tiles}${query === '' ? '' : `&${query}`}`;
  }
}

/** Height of a band of 48 pixels at the equator, in degrees. */
function toBand(zoom: number): number {
  return (48 * 360) / (512 * 2 ** zoom);
}
