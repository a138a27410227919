import { type Extent, wholeWorld } from '#lib/devices/extent.ts';
import { gridBits, toColumn, toPosition, toRow } from '#lib/tiles/morton.ts';

/**
 * The part of the Earth that a view shows, widened to the cells of cube tiles: the browser can then add up counted
 * cells and arrive at exactly what the server counts between the same four edges.
 */
export type CellBox = {
  /** A cell is 1 / 2^depth of the world wide. */
  depth: number;
  /** Columns and rows of cells, the last ones included. `west > east` crosses the antimeridian. */
  west: number;
  north: number;
  east: number;
  south: number;
};

/** A hundred-millionth of a degree more or less would be a millimeter; seven decimals are what sources give. */
const step = 1e-7;
const maxZoom = 20;

/** The finest cells that a zoom can be counted in: 32 a tile side (lib/tiles/cube-tiles.ts). */
export function toFinestDepth(zoom: number): number {
  return Math.max(0, Math.min(maxZoom, Math.floor(zoom))) + 5;
}

/** The first view: all lands but Antarctica, which would take a third of the picture. */
export const inhabitedWorld: Extent = { west: -170, south: -57, east: -170.1, north: 78 };

/** Degrees; see toCellBox. */
export type Bounds = { west: number; south: number; east: number; north: number };

/** The cells that a view touches. Longitudes may run beyond ±180°, as those of a map that was moved around do. */
export function toCellBox(bounds: Bounds, depth: number): CellBox {
  const size = 2 ** (gridBits - depth);
  const across = 2 ** depth;
  const column = (lon: number) => Math.floor(toColumn(wrap(lon)) / size);
  const row = (lat: number) => Math.floor(toRow(lat) / size);
  const north = row(bounds.north);
  const south = row(bounds.south);
  if (bounds.east - bounds.west >= 360 * (1 - 1 / across))
    return { depth, west: 0, east: across - 1, north, south };
  return { depth, west: column(bounds.west), east: column(bounds.east), north, south };
}

/** The edges of the cells in degrees, just inside the next cell, so that no device counts for two boxes. */
export function toExtent(box: CellBox): Extent {
  const across = 2 ** box.depth;
  const isWide = box.west === 0 && box.east === across - 1;
  const edge = (value: number) => value * 2 ** (gridBits - box.depth) - 0.5;
  return {
    west: isWide ? wholeWorld.west : round(toPosition(edge(box.west), 0).lon),
    east:
      isWide || box.east === across - 1
        ? wholeWorld.east
        : round(toPosition(edge(box.east + 1), 0).lon - step),
    north: box.north === 0 ? wholeWorld.north : round(toPosition(0, edge(box.north)).lat),
    south: box.south === across - 1 ? wholeWorld.south : round(toPosition(0, edge(box.south + 1)).lat + step),
  };
}

/** True when the column and row (of the 2^26 grid) lie in the box. */
export function holds(box: CellBox, column: number, row: number): boolean {
  const size = 2 ** (gridBits - box.depth);
  const y = Math.floor(row / size);
  if (y < box.north || y > box.south) return false;
  const x = Math.floor(column / size);
  return box.west <= box.east ? x >= box.west && x <= box.east : x >= box.west || x <= box.east;
}

/**
 * The extent of an address after a reload: kept when it is what this view would give, give or take the cells that
 * rounding added; else the view's own.
 */
export function settleExtent(held: Extent | null, bounds: Bounds, depth: number): CellBox {
  const own = toCellBox(bounds, depth);
  if (held === null) return own;
  // A camera that lost half a cell on each side may have come to the next zoom.
  for (const tried of [depth, depth - 1, depth - 2, depth - 3].filter((value) => value >= 0)) {
    const box = toCellBox(withinEdges(held), tried);
    const view = toCellBox(bounds, tried);
    const near = (a: number, b: number) => Math.abs(a - b) <= 2;
    const fits =
      near(box.west, view.west) &&
      near(box.east, view.east) &&
      near(box.north, view.north) &&
      near(box.south, view.south);
    if (fits && isSameExtent(toExtent(box), held)) return box;
  }
  return own;
}

/**
 * Where the camera goes for an extent of the address. One that a view wrote was widened to whole cells, so half a cell
 * is taken off again: without that each reload would zoom out a little.
 *
 * @param width of the map in CSS pixels
 */
export function toCameraBounds(extent: Extent, width: number): [number, number, number, number] {
  const east = extent.east < extent.west ? extent.east + 360 : extent.east;
  const fit = Math.log2((Math.max(width, 256) * 360) / (512 * Math.max(east - extent.west, 1e-6)));
  // A zoom that the map shows it at, and the depths that such a view is counted in; the finest that fits takes least off.
  const finest = toFinestDepth(fit + 1);
  const depth = [0, 1, 2, 3, 4]
    .map((coarser) => finest - coarser)
    .findLast((tried) => isSameExtent(toExtent(toCellBox(withinEdges(extent), Math.max(0, tried))), extent));
  const slack = depth === undefined ? 0 : 180 / 2 ** depth;
  const cosine = Math.cos((((extent.north + extent.south) / 2) * Math.PI) / 180);
  return [
    extent.west + slack,
    Math.max(extent.south + slack * cosine, -85),
    east - slack,
    Math.min(extent.north - slack * cosine, 85),
  ];
}

function isSameExtent(a: Extent, b: Extent): boolean {
  return a.west === b.west && a.south === b.south && a.east === b.east && a.north === b.north;
}

/** A longitude within −180 … 180. */
export function wrap(lon: number): number {
  return lon >= -180 && lon <= 180 ? lon : ((((lon + 180) % 360) + 360) % 360) - 180;
}

function withinEdges(extent: Extent): Bounds {
  const east = extent.east < extent.west ? extent.east + 360 : extent.east;
  const inside = 5 * step;
  return {
    west: extent.west + inside,
    south: extent.south + inside,
    east: east - inside,
    north: extent.north - inside,
  };
}

function round(value: number): number {
  return Number(value.toFixed(7));
}
