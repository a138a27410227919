import { toQuery } from '#lib/devices/filter.ts';
import { compressAtOnce, compressTile } from './compress-tile.ts';
import { type CubeStore, getCube } from './cube-store.ts';
import { type Edits, encodePoints, isTouched, toCellTile, toPointTile } from './device-tiles.ts';
import { toTileRange } from './morton.ts';
import { type Snapshot, toMask, toRowRange } from './snapshot.ts';
import type { TileSource } from './tile-source.ts';
import type { TileWorkers } from './tile-workers.ts';

/** A snapshot with everything made from it, and what changed since. */
export type Held = {
  snapshot: Snapshot;
  /** Cubes of many devices; the others are made when somebody asks for them. */
  cubes: CubeStore;
  edits: Edits | null;
  /** `DeviceState.edits` of the last look at the database. */
  editState: string;
};

/** Devices up to which a tile is made in less time than asking another thread takes. */
const fewDevices = 100;

export function toMemoryTiles({ snapshot, cubes, edits, editState }: Held, workers: TileWorkers): TileSource {
  const { version, takenAt, count, rawZoom, dictionary } = snapshot;
  return {
    kind: 'memory',
    version,
    pointVersion: edits === null ? version : `${version}-${editState.replace('.', '-')}`,
    takenAt,
    waitingEdits: edits?.cells.size ?? 0,
    count,
    rawZoom,
    dictionary,
    getPoints: (filter, tile) => {
      const range = toTileRange(tile.z, tile.x, tile.y);
      if (edits !== null && isTouched(edits, range))
        return compressTile(toPointTile(snapshot, filter, tile, edits));
      const { start, end } = toRowRange(snapshot, range);
      const mask = toMask(snapshot, filter);
      const devices = end - start;
      if (devices <= fewDevices) return compressAtOnce(encodePoints(snapshot, mask, tile));
      // A thread that died is no reason to go without the tile.
      return workers
        .run(snapshot, { kind: 'points', tile, mask, devices })
        .catch(() => compressTile(encodePoints(snapshot, mask, tile)));
    },
    getCells: (filter, tile) => compressTile(toCellTile(snapshot, filter, tile)),
    isPrepared: (filter, tile) => toQuery(filter).size === 0 && getCube(cubes, tile) !== null,
    getCube: (filter, tile) => {
      const held = toQuery(filter).size === 0 ? getCube(cubes, tile) : null;
      if (held !== null) return held;
      const { start, end } = toRowRange(snapshot, toTileRange(tile.z, tile.x, tile.y));
      if (start === end) return null;
      return workers.run(snapshot, {
        kind: 'cube',
        tile,
        mask: toMask(snapshot, filter),
        devices: end - start,
      });
    },
  };
}
