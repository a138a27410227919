import type { DeviceFilter } from '#lib/devices/filter.ts';
import type { CubeDictionary } from './cube-dictionary.ts';
import type { TileAddress } from './tile-address.ts';

/** Where tiles come from: the copy in memory, or the database while there is none. Both give the same devices. */
export type TileSource = {
  kind: 'memory' | 'database';
  /** Of cubes and dictionary. */
  version: string;
  /** Of single devices: changes with every edit too. */
  pointVersion: string;
  /** ISO 8601, UTC. */
  takenAt: string;
  /** Spots edited since `takenAt`. */
  waitingEdits: number;
  count: number;
  rawZoom: number;
  dictionary: CubeDictionary;
  /** Vector tile of single devices, gzip; null where none passes. */
  getPoints(filter: DeviceFilter, tile: TileAddress): MadeTile;
  /** Vector tile of counted cells, gzip; null where none passes. */
  getCells(filter: DeviceFilter, tile: TileAddress): MadeTile;
  /** True for a cube that was made before anybody asked: it need not be kept a second time. */
  isPrepared(filter: DeviceFilter, tile: TileAddress): boolean;
  /** Cube, gzip; null where none passes. */
  getCube(filter: DeviceFilter, tile: TileAddress): MadeTile;
};

type MadeTile = Uint8Array | null | Promise<Uint8Array | null>;
