/**
 * The grid that boundary tiles are cut by. Rows are bands of five degrees, counted from the south pole; a row has as many
 * columns as keep every tile at least `leastEdgeKm` wide, so that asking for a tile never tells more than that.
 *
 * All positions here are whole thousandths of a degree (about 111 m): the precision to which the pack rounds.
 */
export const unitsPerDegree = 1000;
export const rowDegrees = 5;
export const rowCount = 180 / rowDegrees;
/** Kilometers. The narrowest edge of any tile is wider; a test measures each of them. */
export const leastEdgeKm = 500;
/** A tile holds what lies this far outside it, so that the nearest border is in it for every point of the tile. */
export const marginKm = 30;

/** One degree of a great circle on a sphere of 6371 km. */
export const kmPerDegree = 111.195;
const divisorsOf360 = [72, 60, 45, 40, 36, 30, 24, 20, 18, 15, 12, 10, 9, 8, 6, 5, 4, 3, 2];

export type TileId = { row: number; column: number };

/** Edges in whole thousandths of a degree. */
export type Box = { west: number; south: number; east: number; north: number };

/** Number of tiles in a row: the most that still leave each at least `leastEdgeKm` wide at its narrow end. */
export function countColumns(row: number): number {
  const south = row * rowDegrees - 90;
  const poleward = Math.max(Math.abs(south), Math.abs(south + rowDegrees));
  const around = 360 * kmPerDegree * Math.cos((poleward * Math.PI) / 180);
  return divisorsOf360.find((columns) => around / columns >= leastEdgeKm) ?? 1;
}

/**
 * The tile that holds a position.
 * @param lon degrees; any turn, 190 is -170
 * @param lat degrees from -90 to 90
 */
export function toTileId(lon: number, lat: number): TileId {
  const row = Math.min(rowCount - 1, Math.max(0, Math.floor((lat + 90) / rowDegrees)));
  const columns = countColumns(row);
  const column = Math.floor(((normalizeLon(lon) + 180) / 360) * columns);
  return { row, column: Math.min(columns - 1, Math.max(0, column)) };
}

/** Longitude in [-180, 180). */
export function normalizeLon(lon: number): number {
  const turned = (lon + 180) % 360;
  // Another turn only where one is missing: it would round what lies just west of the antimeridian to the other side.
  return (turned < 0 ? turned + 360 : turned) - 180;
}

export function toTileBox({ row, column }: TileId): Box {
  const width = (360 * unitsPerDegree) / countColumns(row);
  const west = -180 * unitsPerDegree + column * width;
  const south = (row * rowDegrees - 90) * unitsPerDegree;
  return { west, south, east: west + width, north: south + rowDegrees * unitsPerDegree };
}

/** The box with its margin; it may reach beyond ±180°, and ends at the poles. */
export function toCutBox(tile: TileId): Box {
  const { west, south, east, north } = toTileBox(tile);
  const aside = Math.ceil((marginKm / kmPerDegree) * unitsPerDegree);
  const pole = 90 * unitsPerDegree;
  const cut = { south: Math.max(-pole, south - aside), north: Math.min(pole, north + aside) };
  if (countColumns(tile.row) === 1) return { west, east, ...cut };
  const poleward = Math.max(Math.abs(cut.south), Math.abs(cut.north)) / unitsPerDegree;
  const across = Math.ceil(aside / Math.cos((Math.min(poleward, 89) * Math.PI) / 180));
  return { west: west - across, east: east + across, ...cut };
}

export function isTileId({ row, column }: TileId): boolean {
  return row >= 0 && row < rowCount && column >= 0 && column < countColumns(row);
}

/** Every tile of the grid, row by row. */
export function listTiles(): TileId[] {
  return Array.from({ length: rowCount }, (_, row) =>
    Array.from({ length: countColumns(row) }, (_, column) => ({ row, column })),
  ).flat();
}
