import { formatExtent, parseExtent, wholeWorld } from '#lib/devices/extent.ts';
import { type FilterReading, noFilter, readFilter, toQuery } from '#lib/devices/filter.ts';
import type { KnownCounts } from '#lib/devices/known-counts.ts';
import { readOrder } from '#lib/devices/list-order.ts';
import { answerNames } from '#lib/devices/name-routes.ts';
import { type DeviceView, findDevicesAt, getDeviceList } from '#lib/devices/queries.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { ByteCache } from '#lib/site/byte-cache.ts';
import { type Reply, toEmptyReply, toTextReply } from '#lib/site/reply.ts';
import { BasemapService } from './basemap-service.ts';
import { basemapMaxZoom } from './basemap-tiles.ts';
import { countDevices } from './count-devices.ts';
import { getCoverage } from './coverage.ts';
import { openDatabaseTiles } from './database-tiles.ts';
import { toMemoryTiles } from './memory-tiles.ts';
import { maxZoom } from './snapshot.ts';
import { SnapshotStore } from './snapshot-store.ts';
import { StreetBasemap } from './street-basemap.ts';
import { getThematicDocument, ownsThematicDocument, readDocumentVersion } from './thematic-documents.ts';
import { isInside, type TileAddress } from './tile-address.ts';
import { compressWell, toGzipReply, toJsonReply, withCaching } from './tile-replies.ts';
import type { TileSource } from './tile-source.ts';
import { TileWorkers } from './tile-workers.ts';
import { toTileset } from './tileset.ts';

const oneYear = 'public, max-age=31536000, immutable';
const tilePath = /^\/(tiles\/devices|basemap|basemap\/street)\/(\d{1,2})\/(\d{1,8})\/(\d{1,8})\.mvt$/;
const cubePath = /^\/tiles\/cubes\/(\d{1,2})\/(\d{1,8})\/(\d{1,8})$/;
const maxQueryLength = 4000;

/** How long a first reader waits for the snapshot before tiles come from the database. */
const usualPatience = 3000;
/** How long what the database said of itself is used again. */
const databaseLasts = 30_000;

export type TileRoutesOptions = {
  client: SqlClient;
  databaseUrl: string;
  /** File of a street-level base map (BASEMAP_PMTILES). */
  streetFile?: string | undefined;
  /** Told in one line what does not work. */
  report?: (line: string) => void;
  /** Bytes of tiles that are kept once made. */
  cacheBytes?: number;
  /** Milliseconds; see `usualPatience`. */
  patience?: number;
  /** Program of the thread that reads devices, for tests. */
  snapshotWorker?: URL;
};

/** Answers /tiles/** and /basemap/**: see docs/map.md for the addresses and what they hold. */
export class TileRoutes {
  #client: SqlClient;
  #report: (line: string) => void;
  #store: SnapshotStore;
  #workers = new TileWorkers();
  #patience: number;
  #database: { tiles: Promise<TileSource>; until: number } | undefined;
  #basemap = new BasemapService();
  #street: StreetBasemap | null;
  #cache: ByteCache<Reply>;
  #byUrl: ByteCache<Reply>;

  constructor(options: TileRoutesOptions) {
    const { client, databaseUrl, streetFile, report = () => {}, snapshotWorker } = options;
    this.#client = client;
    this.#report = report;
    this.#patience = options.patience ?? usualPatience;
    const cacheBytes = options.cacheBytes ?? 64 * 2 ** 20;
    this.#cache = new ByteCache(cacheBytes / 2);
    this.#byUrl = new ByteCache(cacheBytes / 2);
    this.#street = streetFile === undefined ? null : new StreetBasemap(streetFile, report);
    this.#store = new SnapshotStore({
      client,
      databaseUrl,
      onFailure: (error) =>
        report(`The copy of the devices could not be read (${error.message}); tiles come from the database.`),
      ...(snapshotWorker && { worker: snapshotWorker }),
    });
  }

  /** True for the paths that belong here. */
  owns(path: string): boolean {
    return path.startsWith('/tiles/') || path.startsWith('/basemap/');
  }

  /** Reads devices and outlines, so that the first reader need not wait for them. */
  async warm(): Promise<void> {
    this.#workers.start();
    await Promise.all([this.#store.get(this.#patience), this.#basemap.warm(), this.#street?.describe()]);
  }

  async stop(): Promise<void> {
    await Promise.all([
      this.#store.stop(),
      this.#workers.stop(),
      this.#basemap.stop(),
      this.#street?.close(),
    ]);
  }

  /** What the copy in memory knows of a view; null while there is none that is as new as the database. */
  async count(view: DeviceView): Promise<KnownCounts | null> {
    const held = await this.#store.getCurrent();
    if (held === null) return null;
    return countDevices(held, view, this.#workers).catch((error: unknown) => {
      this.#report(`Devices could not be counted in memory (${String(error)}); the database counts them.`);
      return null;
    });
  }

  /**
   * @param path decoded path without query
   * @param url the request target as it came, to answer it again without reading it (`recall`)
   * @throws what the database throws; wrong addresses are replies, never errors
   */
  async get(path: string, query: URLSearchParams, url?: string): Promise<Reply> {
    const reply = await this.#answer(path, query);
    // An address that names its version means these bytes for ever.
    if (url !== undefined && tilePath.test(path) && reply.headers['cache-control'] === oneYear)
      this.#byUrl.set(url, reply, url.length * 2 + (reply.gzip?.length ?? 0) + 500);
    return reply;
  }

  /** What `get` answered to the very same request target before, where that holds for ever. */
  recall(url: string): Reply | undefined {
    return this.#byUrl.get(url);
  }

  async #answer(path: string, query: URLSearchParams): Promise<Reply> {
    if (!hasOnlyVersion(query) && query.toString().length > maxQueryLength)
      return toTextReply(414, 'This query is too long for a filter.');
    const tile = tilePath.exec(path);
    if (tile !== null) {
      const address = { z: Number(tile[2]), x: Number(tile[3]), y: Number(tile[4]) };
      if (tile[1] === 'basemap') return this.#getBasemapTile(address, query);
      return tile[1] === 'basemap/street'
        ? this.#getStreetTile(address, query)
        : this.#getDeviceTile(address, query);
    }
    const cube = cubePath.exec(path);
    if (cube !== null)
      return this.#getCube({ z: Number(cube[1]), x: Number(cube[2]), y: Number(cube[3]) }, query);
    const at = /^\/tiles\/devices\/at\/(\d{1,16})\.json$/.exec(path);
    if (at !== null) return this.#getDevicesAt(Number(at[1]));
    if (path === '/tiles/devices.json') return this.#describeDevices();
    if (path === '/tiles/devices/list.json') return this.#getList(query);
    if (path === '/tiles/coverage.json')
      return toJsonReply(await getCoverage(this.#client), 'public, no-cache');
    if (ownsThematicDocument(path)) return this.#getThematic(path);
    if (path === '/basemap/tiles.json') return this.#describeBasemap();
    if (path === '/basemap/street/tiles.json') return this.#describeStreet();
    const named = await answerNames(path, query, this.#client);
    if (named !== null) return named.ok ? toJsonReply(named.value) : toTextReply(named.status, named.reason);
    return toTextReply(404, 'There is no tile at this address.');
  }

  async #getDeviceTile(tile: TileAddress, query: URLSearchParams): Promise<Reply> {
    if (!isInside(tile, maxZoom)) return toTextReply(404, `Device tiles go from 0/0/0 to zoom ${maxZoom}.`);
    const reading = readTileFilter(query);
    if (!reading.ok) return toTextReply(400, `This filter is wrong: ${reading.problems.join('; ')}.`);
    const source = await this.#getSource();
    const { filter } = reading;
    const asked = filter === noFilter ? '' : toQuery(filter).toString();
    const key = `points ${source.pointVersion} ${tile.z}/${tile.x}/${tile.y} ${asked}`;
    const make = () =>
      tile.z < source.rawZoom ? source.getCells(filter, tile) : source.getPoints(filter, tile);
    const held = this.#cache.get(key) ?? this.#keep(key, await make());
    // A tile asked for under another version is answered with what is held now, which must not be remembered as that.
    return query.get('v') === source.pointVersion ? held : withCaching(held, 'no-store');
  }

  async #getCube(tile: TileAddress, query: URLSearchParams): Promise<Reply> {
    if (!isInside(tile, maxZoom)) return toTextReply(404, `Cubes go from 0/0/0 to zoom ${maxZoom - 1}.`);
    const reading = readTileFilter(query);
    if (!reading.ok) return toTextReply(400, `This filter is wrong: ${reading.problems.join('; ')}.`);
    const source = await this.#getSource();
    if (tile.z >= source.rawZoom)
      return toTextReply(404, `Cubes end below zoom ${source.rawZoom}; single devices begin there.`);
    const asked = toQuery(reading.filter);
    const caching = query.get('v') === source.version ? oneYear : 'no-store';
    const isPrepared = source.isPrepared(reading.filter, tile);
    const key = `cube ${source.version} ${tile.z}/${tile.x}/${tile.y} ${asked}`;
    const held = isPrepared ? undefined : this.#cache.get(key);
    if (held !== undefined) return withCaching(held, caching);
    const bytes = await source.getCube(reading.filter, tile);
    const reply = bytes === null ? toEmptyReply(204) : toGzipReply(bytes, 'application/octet-stream');
    if (!isPrepared) this.#cache.set(key, reply, key.length * 2 + (bytes?.length ?? 0) + 300);
    return withCaching(reply, caching);
  }

  /** The copy in memory, or the database while there is none. */
  async #getSource(): Promise<TileSource> {
    const held = await this.#store.get(this.#patience);
    if (held !== null) return toMemoryTiles(held, this.#workers);
    if (this.#database === undefined || this.#database.until < Date.now()) {
      this.#database = { tiles: openDatabaseTiles(this.#client), until: Date.now() + databaseLasts };
      // A failure is not kept: the next reader asks again.
      this.#database.tiles.catch(() => {
        this.#database = undefined;
      });
    }
    return this.#database.tiles;
  }

  async #getStreetTile(tile: TileAddress, query: URLSearchParams): Promise<Reply> {
    const street = await this.#street?.describe();
    if (street === undefined || street === null)
      return toTextReply(404, 'This site has no street-level base map.');
    if (!isInside(tile, street.maxzoom) || tile.z < street.minzoom)
      return toTextReply(
        404,
        `The street-level base map goes from zoom ${street.minzoom} to ${street.maxzoom}.`,
      );
    const bytes = (await this.#street?.getTile(tile)) ?? null;
    const caching = query.get('v') === street.version ? oneYear : 'no-store';
    if (bytes === null) return withCaching(toEmptyReply(204), caching);
    return withCaching(toGzipReply(bytes, 'application/vnd.mapbox-vector-tile'), caching);
  }

  async #describeStreet(): Promise<Reply> {
    const street = await this.#street?.describe();
    if (street === undefined || street === null)
      return toTextReply(404, 'This site has no street-level base map.');
    const { version, ...described } = street;
    return toJsonReply({
      tilejson: '3.0.0',
      name: 'Streets',
      tiles: [`/basemap/street/{z}/{x}/{y}.mvt?v=${version}`],
      ...described,
    });
  }

  async #getBasemapTile(tile: TileAddress, query: URLSearchParams): Promise<Reply> {
    if (!isInside(tile, basemapMaxZoom))
      return toTextReply(404, `Base map tiles go up to zoom ${basemapMaxZoom}.`);
    const key = `basemap ${tile.z}/${tile.x}/${tile.y}`;
    const held = this.#cache.get(key) ?? this.#keep(key, await this.#getBasemap(tile));
    return query.get('v') === this.#basemap.version ? held : withCaching(held, 'no-store');
  }

  /** Sent again and again, and so few that they are compressed well. */
  async #getBasemap(tile: TileAddress): Promise<Uint8Array | null> {
    const bytes = await this.#basemap.getTile(tile);
    return bytes.length === 0 ? null : compressWell(bytes);
  }

  #keep(key: string, gzipped: Uint8Array | null): Reply {
    const reply =
      gzipped === null ? toEmptyReply(204) : toGzipReply(gzipped, 'application/vnd.mapbox-vector-tile');
    const kept = withCaching(reply, oneYear);
    this.#cache.set(key, kept, key.length * 2 + (gzipped?.length ?? 0) + 300);
    return kept;
  }

  async #describeDevices(): Promise<Reply> {
    return toJsonReply(toTileset(await this.#getSource()));
  }

  async #describeBasemap(): Promise<Reply> {
    return toJsonReply({
      tilejson: '3.0.0',
      name: 'Base map',
      tiles: [`/basemap/{z}/{x}/{y}.mvt?v=${this.#basemap.version}`],
      minzoom: 0,
      maxzoom: basemapMaxZoom,
      vector_layers: ['countries', 'regions', 'borders', 'places'].map((id) => ({ id, fields: {} })),
    });
  }

  async #getList(query: URLSearchParams): Promise<Reply> {
    const reading = readFilter(query);
    if (!reading.ok) return toTextReply(400, `This filter is wrong: ${reading.problems.join('; ')}.`);
    const text = query.get('bbox');
    const extent = text === null ? wholeWorld : parseExtent(text);
    if (extent === null) return toTextReply(400, 'bbox must be west,south,east,north in degrees.');
    const { order, problems } = readOrder(query);
    if (problems.length > 0) return toTextReply(400, `This order is wrong: ${problems.join('; ')}.`);
    const { pointVersion: version } = await this.#getSource();
    const key = `list ${JSON.stringify(order)} ${version} ${formatExtent(extent, 6)} ${toQuery(reading.filter)}`;
    const held = this.#cache.get(key);
    if (held !== undefined) return held;
    const reply = await toJsonReply(
      await getDeviceList({ filter: reading.filter, extent }, this.#client, order),
    );
    this.#cache.set(key, reply, key.length * 2 + reply.body.length * 1.3);
    return reply;
  }

  async #getThematic(path: string): Promise<Reply> {
    const key = `${path} ${await readDocumentVersion(this.#client)}`;
    const held = this.#cache.get(key);
    if (held !== undefined) return held;
    const reply = await toJsonReply(await getThematicDocument(path, this.#client));
    this.#cache.set(key, reply, key.length * 2 + reply.body.length * 1.3);
    return reply;
  }

  async #getDevicesAt(cell: number): Promise<Reply> {
    const devices = Number.isSafeInteger(cell) ? await findDevicesAt(cell, this.#client) : [];
    if (devices.length === 0) return toTextReply(404, 'No device is held at this spot.');
    return toJsonReply(devices);
  }
}

/** Most tiles are asked for with a version and nothing else. */
function readTileFilter(query: URLSearchParams): FilterReading {
  return hasOnlyVersion(query) ? { ok: true, filter: noFilter } : readFilter(query);
}

function hasOnlyVersion(query: URLSearchParams): boolean {
  return (
    query.size === 0 || (query.size === 1 && (query.get('v')?.length ?? maxQueryLength) < maxQueryLength)
  );
}
