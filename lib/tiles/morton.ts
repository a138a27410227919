/**
 * One number for a spot on Earth: the column and row of a 2^26 × 2^26 Web Mercator grid (0.6 m at the equator) with
 * their bits interleaved (Morton or Z order). Every tile of every zoom is then one contiguous range of numbers, so a
 * tile is one range scan of an index, or two binary searches in a sorted array. 52 bits: exact in a JS number.
 *
 *   row bit, column bit, row bit, column bit, …   (row is the more significant of each pair)
 */
export const gridBits = 26;
const gridSize = 2 ** gridBits;
const half = 2 ** 13;
const halfSquared = 2 ** 26;

/** Latitude where Web Mercator ends: the map is a square. Positions beyond it are drawn at its edge. */
export const maxLatitude = 85.0511287798066;

/** Inclusive range of Morton keys. */
export type CellRange = { first: number; last: number };

/** Grid column of a longitude in degrees, counted eastward from −180. */
export function toColumn(lon: number): number {
  return clampToGrid(Math.floor(((lon + 180) / 360) * gridSize));
}

/** Grid row of a latitude in degrees, counted southward from the Mercator edge. */
export function toRow(lat: number): number {
  const clamped = Math.max(-maxLatitude, Math.min(maxLatitude, lat));
  const sine = Math.sin((clamped * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return clampToGrid(Math.floor(y * gridSize));
}

/** Morton key of a position in WGS 84 degrees, 0 … 2^52 − 1. */
export function toCell(lon: number, lat: number): number {
  return interleave(toColumn(lon), toRow(lat));
}

/** Morton key of a grid column and row. */
export function interleave(column: number, row: number): number {
  const high = spread(Math.floor(column / half)) + 2 * spread(Math.floor(row / half));
  const low = spread(column % half) + 2 * spread(row % half);
  return high * halfSquared + low;
}

/** Grid column and row of a Morton key. */
export function deinterleave(cell: number): { column: number; row: number } {
  const high = Math.floor(cell / halfSquared);
  const low = cell % halfSquared;
  return {
    column: gather(high) * half + gather(low),
    row: gather(high >>> 1) * half + gather(low >>> 1),
  };
}

/** Center of a grid cell in degrees. */
export function toPosition(column: number, row: number): { lon: number; lat: number } {
  const y = Math.PI * (1 - (2 * (row + 0.5)) / gridSize);
  return {
    lon: ((column + 0.5) / gridSize) * 360 - 180,
    lat: (Math.atan(Math.sinh(y)) * 180) / Math.PI,
  };
}

/** Keys of the devices inside tile z/x/y. */
export function toTileRange(z: number, x: number, y: number): CellRange {
  const size = 4 ** (gridBits - z);
  const first = interleave(x, y) * size;
  return { first, last: first + size - 1 };
}

/**
 * At most 16 tile ranges that together cover a box of grid columns and rows (inclusive): an index finds the
 * candidates by these, an exact comparison of degrees then decides.
 */
export function toCoveringRanges(west: number, north: number, east: number, south: number): CellRange[] {
  let z = gridBits;
  const at = (value: number) => Math.floor(value / 2 ** (gridBits - z));
  while (z > 0 && (at(east) - at(west) + 1) * (at(south) - at(north) + 1) > 16) z -= 1;
  const ranges: CellRange[] = [];
  for (let y = at(north); y <= at(south); y += 1) {
    for (let x = at(west); x <= at(east); x += 1) ranges.push(toTileRange(z, x, y));
  }
  ranges.sort((a, b) => a.first - b.first);
  return ranges.reduce<CellRange[]>((joined, range) => {
    const previous = joined.at(-1);
    if (previous !== undefined && previous.last + 1 === range.first) previous.last = range.last;
    else joined.push({ ...range });
    return joined;
  }, []);
}

/** Puts a 0 before each of the low 13 bits: abc → 0a0b0c. */
function spread(bits: number): number {
  let v = bits & 0x1fff;
  v = (v | (v << 8)) & 0x00ff00ff;
  v = (v | (v << 4)) & 0x0f0f0f0f;
  v = (v | (v << 2)) & 0x33333333;
  return (v | (v << 1)) & 0x55555555;
}

/** The inverse of `spread`, ignoring the odd bits. */
function gather(bits: number): number {
  let v = bits & 0x55555555;
  v = (v | (v >>> 1)) & 0x33333333;
  v = (v | (v >>> 2)) & 0x0f0f0f0f;
  v = (v | (v >>> 4)) & 0x00ff00ff;
  return (v | (v >>> 8)) & 0xffff;
}

function clampToGrid(value: number): number {
  return Math.max(0, Math.min(gridSize - 1, value));
}
