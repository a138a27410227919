/**
 * Radius in pixels of a counted cell by the power of ten of its number: 1, 10, 100 … The area grows with the logarithm,
 * because one device and fifty thousand must both be seen.
 */
export const cellRadii = [6, 9, 12, 15.5, 19.5, 24] as const;

/** As the map draws it (layers/devices.ts interpolates the same steps). */
export function toCellRadius(count: number): number {
  const power = Math.min(cellRadii.length - 1, Math.log10(Math.max(1, count)));
  const low = Math.floor(power);
  const from = cellRadii[low] ?? cellRadii[0];
  const to = cellRadii[low + 1] ?? from;
  return from + (to - from) * (power - low);
}
