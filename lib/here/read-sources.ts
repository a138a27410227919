import { type BoundaryTile, decodeBoundaryTile } from './boundary-tile.ts';
import type { HereSources } from './describe-files.ts';
import type { Position } from './position-text.ts';
import { type TileId, toTileId } from './tile-grid.ts';
import {
  type NamedTown,
  parseRegionNames,
  parseTownList,
  TownIndex,
  type TownLists,
  townListsSchema,
} from './town-list.ts';

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
  #lists = new Map<string, Promise<TownLists>>();
  #names = new Map<string, Promise<void>>();
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

  /** Which lists of names there are. */
  getLists(): Promise<TownLists> {
    return this.#once(this.#lists, this.#toAddress('lists.json'), async (response) =>
      townListsSchema.parse(await response.json()),
    );
  }

  async getRegionNames(): Promise<Map<string, string>> {
    const { regions } = await this.getLists();
    return this.#once(this.#regions, this.#toAddress(regions), async (response) =>
      parseRegionNames(await response.text()),
    );
  }

  /** Loads the large towns, or the names of a group; once loaded they are found by `search`. */
  async loadTowns(group?: Group): Promise<void> {
    const path = group?.path ?? (await this.getLists()).main;
    return this.#once(this.#names, this.#toAddress(path), async (response) =>
      this.#index.add(parseTownList(await response.text())),
    );
  }

  search(query: string, limit: number): NamedTown[] {
    return this.#index.search(query, limit);
  }

  #toAddress(path: string): string {
    return `${this.#sources.names}/${path}`;
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
