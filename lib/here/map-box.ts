import type { Extent } from '#lib/devices/extent.ts';
import type { Position } from './position-text.ts';
import { normalizeLon } from './tile-grid.ts';

/** Degrees of latitude: the map opens on a part of twice this, and the spot may lie anywhere in its middle. */
const step = 0.1;
/** Kilometers to which the address of the map tells where the spot is. */
export const mapStepKm = 11;

/**
 * The part of the map to open for a spot. Its corners stand on a grid of a tenth of a degree, wider towards the poles, so
 * that its address does not say where in it the spot lies.
 */
export function toMapBox({ lat, lon }: Position): Extent {
  const row = Math.floor(lat / step) * step;
  const south = row - step / 2;
  // From the row and not from the position, which the width of a column would otherwise give away.
  const across = step / Math.max(0.05, Math.cos((row * Math.PI) / 180));
  const west = Math.floor(lon / across) * across - across / 2;
  return {
    south: Math.max(-85, round(south)),
    north: Math.min(85, round(south + 2 * step)),
    west: round(normalizeLon(west)),
    east: round(normalizeLon(west + 2 * across)),
  };
}

const round = (value: number) => Math.round(value * 1000) / 1000;
