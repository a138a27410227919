import { type BoundaryTile, decodeBoundaryTile } from './boundary-tile.ts';
import type { HereSources } from './describe-files.ts';
import type { Position } from './position-text.ts';
import { type TileId, toTileId } from './tile-grid.ts';
import { type NamedTown, parseRegionNames, parseTownList, TownIndex, type TownLists } from './town-list.ts';

type Group = TownLists['groups'][number];

/**
 * Reads what the look-up needs, in the browser. These are the only requests that it makes: one tile of borders for a
 * position, lists of names for a town. Each is made once; one that failed is made again when it is next needed.
 */
export class SourceReader {
  #sources: HereSources;
  #fetch: (address: string) => Promise<Response>;
  #tiles = new Map<string, Promise<BoundaryTile>>();
  #regions = new Map<string, Promise<Map<string, string>>>();
  #lists = new Map<string, Promise<void>>();
  #index = new TownIndex();

  /** @param ask how to ask for an address of this site; the browser's own `fetch` */
  constructor(
    sources: HereSources,
    ask: (address: string) => Promise<Response> = (address) => fetch(address),
  ) {
    this.#sources = sources;
    this.#fetch = ask;
  }

  /** The tile that holds a position. Its address names the tile and nothing of the position. */
  getTile({ lon, lat }: Position): Promise<BoundaryTile> {
    const tile = toTileId(lon, lat);
    return this.#once(this.#tiles, toTileAddress(this.#sources.boundaries, tile), async (response) =>
      decodeBoundaryTile(tile, new Uint8Array(await response.arrayBuffer())),
    );
  }

  getRegionNames(): Promise<Map<string, string>> {
    return this.#once(
      this.#regions,
      `${this.#sources.names}/${this.#sources.lists.regions}`,
      async (response) => parseRegionNames(await response.text()),
    );
  }

  /** Loads the large towns, or the names of a group; once loaded they are found by `search`. */
  loadTowns(group?: Group): Promise<void> {
    const path = group?.path ?? this.#sources.lists.main;
    return this.#once(this.#lists, `${this.#sources.names}/${path}`, async (response) =>
      this.#index.add(parseTownList(await response.text())),
    );
  }

  search(query: string, limit: number): NamedTown[] {
    return this.#index.search(query, limit);
  }

  #once<T>(
    held: Map<string, Promise<T>>,
    address: string,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const known = held.get(address);
    if (known !== undefined) return known;
    const reading = this.#fetch(address).then((response) => {
      if (!response.ok) throw new Error(`${address} was answered with ${response.status}.`);
      return read(response);
    });
    held.set(address, reading);
    reading.catch(() => held.delete(address));
    return reading;
  }
}

function toTileAddress(root: string, { row, column }: TileId): string {
  return `${root}/${row}/${column}.bin`;
}
