import type { CellBox } from '../view-extent.ts';

export type TileAddress = { z: number; x: number; y: number };

/**
 * Tiles of a zoom that hold a box of cells, with what lies within `margin` of its width and height around it: a map
 * that is dragged a little then has its neighbors already. The middle comes first.
 */
export function coverWithTiles(box: CellBox, z: number, margin = 0): TileAddress[] {
  const cells = 2 ** box.depth;
  const perTile = 2 ** (box.depth - z);
  const across = 2 ** z;
  const width = (box.east < box.west ? box.east + cells : box.east) - box.west + 1;
  const height = box.south - box.north + 1;
  const first = Math.floor((box.west - width * margin) / perTile);
  const last = Math.min(
    Math.floor((box.west + width - 1 + width * margin) / perTile),
    // Once around the Earth at most.
    first + across - 1,
  );
  const top = Math.max(0, Math.floor((box.north - height * margin) / perTile));
  const bottom = Math.min(across - 1, Math.floor((box.south + height * margin) / perTile));
  const tiles: (TileAddress & { far: number })[] = [];
  const middle = { x: (box.west + width / 2) / perTile - 0.5, y: (box.north + height / 2) / perTile - 0.5 };
  for (let y = top; y <= bottom; y += 1) {
    for (let x = first; x <= last; x += 1) {
      const far = Math.hypot(x - middle.x, y - middle.y);
      tiles.push({ z, x: ((x % across) + across) % across, y, far });
    }
  }
  return tiles.sort((a, b) => a.far - b.far).map(({ z: zoom, x, y }) => ({ z: zoom, x, y }));
}
