/** Something in view that the keyboard can reach: a counted cell, or a place where devices stand. */
export type Spot = {
  /** Equal for the same thing in two readings of a view. */
  id: string;
  lon: number;
  lat: number;
  /** Number of devices. */
  count: number;
  /** Morton key of single devices; null for a counted cell. */
  cell: number | null;
  /** Technology code and status of the first device; null for a counted cell. */
  technology: string | null;
  status: string | null;
  /** Of the ring drawn around it, in pixels. */
  radius: number;
};

/** Spots as a reader would go through them: in bands from north to south, in each from west to east. */
export function toReadingOrder(spots: readonly Spot[], bandDegrees: number): Spot[] {
  const band = (spot: Spot) => Math.floor(-spot.lat / bandDegrees);
  return [...spots].sort((a, b) => band(a) - band(b) || a.lon - b.lon || a.id.localeCompare(b.id));
}

/** The next or previous spot after the present one; the first or last where there is none. */
export function stepThrough(spots: readonly Spot[], present: Spot | null, by: 1 | -1): Spot | null {
  if (spots.length === 0) return null;
  const index = present === null ? -1 : spots.findIndex((spot) => spot.id === present.id);
  if (index === -1) return (by === 1 ? spots[0] : spots.at(-1)) ?? null;
  return spots[(index + by + spots.length) % spots.length] ?? null;
}
