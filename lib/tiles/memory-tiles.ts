import { toQuery } from '#lib/devices/filter.ts';
import type { CubeService } from './cube-service.ts';
import { type CubeStore, getCube, makeFilteredCube } from './cube-store.ts';
import { type Edits, toCellTile, toPointTile } from './device-tiles.ts';
import { toTileRange } from './morton.ts';
import { type Snapshot, toRowRange } from './snapshot.ts';
import type { TileSource } from './tile-source.ts';

/** A snapshot with everything made from it, and what changed since. */
export type Held = {
  snapshot: Snapshot;
  cubes: CubeStore;
  edits: Edits | null;
  /** `DeviceState.edits` of the last look at the database. */
  editState: string;
};

/** Rows of which a filtered cube is made at once; more would keep other readers waiting, and go to a worker thread. */
const rowsAtOnce = 50_000;

export function toMemoryTiles({ snapshot, cubes, edits, editState }: Held, service: CubeService): TileSource {
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
    getPoints: (filter, tile) => toPointTile(snapshot, filter, tile, edits),
    getCells: (filter, tile) => toCellTile(snapshot, filter, tile),
    getCube: (filter, tile) => {
      if (toQuery(filter).size === 0) return getCube(cubes, tile);
      const { start, end } = toRowRange(snapshot, toTileRange(tile.z, tile.x, tile.y));
      if (start === end) return null;
      return end - start <= rowsAtOnce
        ? makeFilteredCube(snapshot, filter, tile)
        : service.getCube(snapshot, filter, tile);
    },
  };
}
