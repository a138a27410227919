import { type Extent, isWholeWorld, toRanges } from '#lib/devices/extent.ts';
import { deinterleave, toColumn, toRow } from './morton.ts';
import { type Mask, type Snapshot, toRowRange } from './snapshot.ts';

/** Devices of a view by what they are and by where they stand. */
export type RowCounts = {
  /** By entry of the snapshot's `attributes`. */
  attributes: Uint32Array<ArrayBuffer>;
  /** By entry of the snapshot's `situations`. */
  situations: Uint32Array<ArrayBuffer>;
  /**
   * Spots, each once, that an edge of the extent runs through or that lie beside such: a spot is half a meter wide, and
   * which of its devices are inside only their degrees tell. Not counted.
   */
  edge: Float64Array<ArrayBuffer>;
};

type CountedColumns = Pick<Snapshot, 'cells' | 'attributeIndexes' | 'situationIndexes' | 'count'>;

/**
 * Counts the devices that pass a filter inside an extent.
 *
 * @param entries lengths of `attributes` and `situations`
 * @param without spots that are left out, ascending
 */
export function countRows(
  columns: CountedColumns,
  mask: Mask,
  extent: Extent,
  entries: { attributes: number; situations: number },
  without: Float64Array = new Float64Array(),
): RowCounts {
  const attributes = new Uint32Array(entries.attributes);
  const situations = new Uint32Array(entries.situations);
  const edge: number[] = [];
  const { cells, attributeIndexes, situationIndexes, count } = columns;
  const isWorld = isWholeWorld(extent);
  const ranges = isWorld ? [{ start: 0, end: count }] : toRowRanges(columns, extent);
  const lies = toSide(extent);
  let last = -1;
  let side: Side = 'inside';
  for (const { start, end } of ranges) {
    let next = 0;
    for (let i = start; i < end; i += 1) {
      const cell = cells[i] ?? 0;
      if (cell !== last) {
        last = cell;
        while (next < without.length && (without[next] ?? 0) < cell) next += 1;
        side = without[next] === cell ? 'outside' : isWorld ? 'inside' : lies(cell);
        if (side === 'edge') edge.push(cell);
      }
      if (side !== 'inside') continue;
      const attribute = attributeIndexes[i] ?? 0;
      const situation = situationIndexes[i] ?? 0;
      if (!mask.passesAll && (mask.attributes[attribute] !== 1 || mask.situations[situation] !== 1)) continue;
      attributes[attribute] = (attributes[attribute] ?? 0) + 1;
      situations[situation] = (situations[situation] ?? 0) + 1;
    }
  }
  return { attributes, situations, edge: Float64Array.from(new Set(edge)) };
}

/** Ascending and apart: the two sides of the antimeridian may be covered by the same large tile. */
function toRowRanges(columns: CountedColumns, extent: Extent): { start: number; end: number }[] {
  const ranges = toRanges(extent)
    .map((range) => toRowRange(columns, range))
    .sort((a, b) => a.start - b.start);
  let done = 0;
  return ranges.map(({ start, end }) => {
    const from = Math.max(start, done);
    done = Math.max(done, end);
    return { start: from, end };
  });
}

type Side = 'inside' | 'edge' | 'outside';

/**
 * Where a spot lies. Columns and rows grow with the degrees, so that a spot more than one from those of the edges is
 * inside or outside as a whole, whatever was rounded.
 */
function toSide(extent: Extent): (cell: number) => Side {
  const [west, east] = [toColumn(extent.west), toColumn(extent.east)];
  const [north, south] = [toRow(extent.north), toRow(extent.south)];
  const crosses = extent.west > extent.east;
  return (cell) => {
    const { column, row } = deinterleave(cell);
    const isNear = (at: number, of: number) => at >= of - 1 && at <= of + 1;
    const isBeside = isNear(column, west) || isNear(column, east);
    const isBetween = crosses ? column > west || column < east : column > west && column < east;
    if (!isBetween && !isBeside) return 'outside';
    if (row < north - 1 || row > south + 1) return 'outside';
    return isBeside || isNear(row, north) || isNear(row, south) ? 'edge' : 'inside';
  };
}
