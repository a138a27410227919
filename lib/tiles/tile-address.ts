/** Column and row count from the north-west corner; both are below 2^z. */
export type TileAddress = { z: number; x: number; y: number };

export function isInside({ z, x, y }: TileAddress, maxZoom: number): boolean {
  return z <= maxZoom && x < 2 ** z && y < 2 ** z;
}
