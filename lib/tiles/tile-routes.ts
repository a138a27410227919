import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { formatExtent, parseExtent, wholeWorld } from '#lib/devices/extent.ts';
import { readFilter, toQuery } from '#lib/devices/filter.ts';
import { findDevicesAt, getDeviceList } from '#lib/devices/queries.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { ByteCache } from '#lib/site/byte-cache.ts';
import { type Reply, toEmptyReply, toTextReply } from '#lib/site/reply.ts';
import { BasemapService } from './basemap-service.ts';
import { basemapMaxZoom } from './basemap-tiles.ts';
import { getCoverage } from './coverage.ts';
import { type TileAddress, toDeviceTile } from './device-tiles.ts';
import { maxZoom } from './snapshot.ts';
import { SnapshotStore } from './snapshot-store.ts';

const compress = promisify(gzip);
const oneYear = 'public, max-age=31536000, immutable';
const tilePath = /^\/(tiles\/devices|basemap)\/(\d{1,2})\/(\d{1,8})\/(\d{1,8})\.mvt$/;
const maxQueryLength = 4000;

/** Answers /tiles/** and /basemap/**: see docs/map.md for the addresses and what they hold. */
export class TileRoutes {
  #client: SqlClient;
  #store: SnapshotStore;
  #basemap = new BasemapService();
  #cache = new ByteCache<Reply>(64 * 2 ** 20);

  constructor(client: SqlClient) {
    this.#client = client;
    this.#store = new SnapshotStore(client);
  }

  /** True for the paths that belong here. */
  owns(path: string): boolean {
    return path.startsWith('/tiles/') || path.startsWith('/basemap/');
  }

  /** Reads devices and outlines, so that the first reader need not wait for them. */
  async warm(): Promise<void> {
    await Promise.all([this.#store.get(), this.#basemap.warm()]);
  }

  async stop(): Promise<void> {
    await this.#basemap.stop();
  }

  /**
   * @param path decoded path without query
   * @throws what the database throws; wrong addresses are replies, never errors
   */
  async get(path: string, query: URLSearchParams): Promise<Reply> {
    if (query.toString().length > maxQueryLength)
      return toTextReply(414, 'This query is too long for a filter.');
    const tile = tilePath.exec(path);
    if (tile !== null) {
      const address = { z: Number(tile[2]), x: Number(tile[3]), y: Number(tile[4]) };
      return tile[1] === 'basemap'
        ? this.#getBasemapTile(address, query)
        : this.#getDeviceTile(address, query);
    }
    const at = /^\/tiles\/devices\/at\/(\d{1,16})\.json$/.exec(path);
    if (at !== null) return this.#getDevicesAt(Number(at[1]));
    if (path === '/tiles/devices.json') return this.#describeDevices();
    if (path === '/tiles/devices/list.json') return this.#getList(query);
    if (path === '/tiles/coverage.json')
      return toJsonReply(await getCoverage(this.#client), 'public, no-cache');
    if (path === '/basemap/tiles.json') return this.#describeBasemap();
    return toTextReply(404, 'There is no tile at this address.');
  }

  async #getDeviceTile(tile: TileAddress, query: URLSearchParams): Promise<Reply> {
    if (!isInside(tile, maxZoom)) return toTextReply(404, `Device tiles go from 0/0/0 to zoom ${maxZoom}.`);
    const reading = readFilter(query);
    if (!reading.ok) return toTextReply(400, `This filter is wrong: ${reading.problems.join('; ')}.`);
    const snapshot = await this.#store.get();
    const key = `${snapshot.version} ${tile.z}/${tile.x}/${tile.y} ${toQuery(reading.filter)}`;
    const held =
      this.#cache.get(key) ?? (await this.#keep(key, toDeviceTile(snapshot, reading.filter, tile), 1));
    // A tile asked for under another version is answered with what is held now, which must not be remembered as that.
    const asked = query.get('v');
    return asked === snapshot.version ? held : withCaching(held, 'no-store');
  }

  async #getBasemapTile(tile: TileAddress, query: URLSearchParams): Promise<Reply> {
    if (!isInside(tile, basemapMaxZoom))
      return toTextReply(404, `Base map tiles go up to zoom ${basemapMaxZoom}.`);
    const key = `basemap ${tile.z}/${tile.x}/${tile.y}`;
    const held = this.#cache.get(key) ?? (await this.#keep(key, await this.#basemap.getTile(tile), 6));
    return query.get('v') === this.#basemap.version ? held : withCaching(held, 'no-store');
  }

  async #keep(key: string, bytes: Uint8Array, level: number): Promise<Reply> {
    const type = { 'content-type': 'application/vnd.mapbox-vector-tile', 'cache-control': oneYear };
    const reply: Reply =
      bytes.length === 0
        ? toEmptyReply(204, { 'cache-control': oneYear })
        : { status: 200, headers: type, body: bytes, gzip: await compress(bytes, { level }) };
    this.#cache.set(key, reply, key.length * 2 + bytes.length + (reply.gzip?.length ?? 0) + 300);
    return reply;
  }

  async #describeDevices(): Promise<Reply> {
    const snapshot = await this.#store.get();
    return toJsonReply({
      tilejson: '3.0.0',
      name: 'Devices',
      tiles: [`/tiles/devices/{z}/{x}/{y}.mvt?v=${snapshot.version}`],
      minzoom: 0,
      maxzoom: maxZoom,
      rawZoom: snapshot.rawZoom,
      version: snapshot.version,
      count: snapshot.count,
      vector_layers: [
        { id: 'cells', fields: { n: 'number of devices' } },
        { id: 'devices', fields: { t: 'technology code', s: 'status', b: 'bearing in degrees' } },
        { id: 'cones', fields: { t: 'technology code', s: 'status', b: 'bearing', f: 'field of view' } },
      ],
    });
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
    const { version } = await this.#store.get();
    const key = `list ${version} ${formatExtent(extent, 6)} ${toQuery(reading.filter)}`;
    const held = this.#cache.get(key);
    if (held !== undefined) return held;
    const reply = await toJsonReply(await getDeviceList({ filter: reading.filter, extent }, this.#client));
    this.#cache.set(key, reply, key.length * 2 + reply.body.length * 1.3);
    return reply;
  }

  async #getDevicesAt(cell: number): Promise<Reply> {
    const devices = Number.isSafeInteger(cell) ? await findDevicesAt(cell, this.#client) : [];
    if (devices.length === 0) return toTextReply(404, 'No device is held at this spot.');
    return toJsonReply(devices);
  }
}

async function toJsonReply(value: unknown, caching = 'public, no-cache'): Promise<Reply> {
  const body = Buffer.from(JSON.stringify(value));
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': caching };
  return { status: 200, headers, body, gzip: await compress(body, { level: 4 }) };
}

function withCaching(reply: Reply, caching: string): Reply {
  return { ...reply, headers: { ...reply.headers, 'cache-control': caching } };
}

function isInside({ z, x, y }: TileAddress, limit: number): boolean {
  return z <= limit && x < 2 ** z && y < 2 ** z;
}
