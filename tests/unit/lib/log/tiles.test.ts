import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leafHash, merkleRoot } from '#lib/log/merkle.ts';
import { checkConsistency, checkInclusion, TileReader } from '#lib/log/proofs.ts';
import { splitBundle, TileTree, toPartialWidths, toTilePath } from '#lib/log/tiles.ts';

const entryAt = (index: number) => `entry ${index}`;
const leaves = Array.from({ length: 70_000 }, (_, index) => leafHash(entryAt(index)));
/** Tiles of the whole tree, and partial ones of the sizes that a test asks for. */
const files = new Map<string, Buffer>();
const whole = new TileTree();
for (const [index, leaf] of leaves.entries()) {
  for (const { path, bytes } of whole.push(entryAt(index), leaf)) files.set(path, bytes);
}
for (const { path, bytes } of whole.partials()) files.set(path, bytes);
/** Also tiles as a smaller tree had them: the same hashes, fewer of them. */
function read(path: string): Buffer | undefined {
  const [, stem, width] = /^(.+)\.p\/(\d+)$/.exec(path) ?? [];
  if (stem === undefined) return files.get(path);
  const wider = [...files.keys()].find((key) => key === stem || key.startsWith(`${stem}.p/`));
  return wider === undefined ? undefined : files.get(wider)?.subarray(0, Number(width) * 32);
}
const rootOf = (size: number) => merkleRoot(leaves.slice(0, size));
/** Mostly small ones; the examples of each property have three levels of tiles. */
const sizes = fc.integer({ min: 1, max: 2000 });

describe('tiles', () => {
  test('paths are those of C2SP tlog-tiles', () => {
    expect(toTilePath(0, 0)).toBe('tile/0/000');
    expect(toTilePath(1, 1_234_067)).toBe('tile/1/x001/x234/067');
    expect(toTilePath('entries', 273, 112)).toBe('tile/entries/273.p/112');
  });

  test('a tree of 70,000 has the tiles that the specification counts', () => {
    expect(toPartialWidths(70_000)).toEqual([112, 17, 1]);
    expect(toPartialWidths(256)).toEqual([0, 1]);
    const paths = [...files.keys()];
    expect(paths.filter((path) => /^tile\/0\/\d+$/.test(path))).toHaveLength(273);
    expect(paths.filter((path) => path.startsWith('tile/1/')).sort()).toEqual([
      'tile/1/000',
      'tile/1/001.p/17',
    ]);
    expect(paths.filter((path) => path.startsWith('tile/2/'))).toEqual(['tile/2/000.p/1']);
    expect(files.get('tile/0/000')?.length).toBe(8192);
    expect(splitBundle(files.get('tile/entries/273.p/112') ?? Buffer.alloc(1))?.at(-1)).toBe(entryAt(69_999));
  });

  test('a tree that goes on from its partial tiles is the tree that was never interrupted', () => {
    for (const size of [0, 1, 255, 256, 257, 65_535, 65_536, 65_793]) {
      const partials = new TileReader(size, read).readPartials();
      const width = size % 256;
      const entries = Array.from({ length: width }, (_, i) => entryAt(size - width + i));
      const tree = new TileTree({ size, partials, entries });
      for (let index = size; index < size + 300; index += 1) {
        const leaf = leaves[index];
        if (leaf === undefined) throw new Error('the tree is longer');
        for (const { path, bytes } of tree.push(entryAt(index), leaf))
          expect(bytes, path).toEqual(files.get(path));
      }
      expect(tree.frontier().root()).toEqual(rootOf(size + 300));
    }
  });
});

describe('proofs', () => {
  test('every leaf of every size is proved, and no other leaf, index, size or root is', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, at, other) => {
        const index = at % size;
        const reader = new TileReader(size, read);
        const proof = reader.inclusionProof(index);
        const root = rootOf(size);
        const leaf = leaves[index] ?? Buffer.alloc(0);
        expect(reader.leafAt(index)).toEqual(leaf);
        expect(reader.rootAt(size)).toEqual(root);
        expect(checkInclusion({ index, size, leaf, root }, proof)).toBe(true);
        const wrong = (index + 1 + (other % Math.max(size - 1, 1))) % size;
        if (wrong !== index) expect(checkInclusion({ index: wrong, size, leaf, root }, proof)).toBe(false);
        expect(checkInclusion({ index, size, leaf: leafHash('x'), root }, proof)).toBe(false);
        expect(checkInclusion({ index, size, leaf, root }, [...proof, leaf])).toBe(false);
        if (proof.length > 0) expect(checkInclusion({ index, size, leaf, root }, proof.slice(1))).toBe(false);
      }),
      {
        numRuns: 25,
        examples: [
          [70_000, 69_999, 5],
          [65_793, 256, 1],
        ],
      },
    );
  });

  test('every size is proved to continue every smaller one, and nothing else', () => {
    fc.assert(
      fc.property(sizes, sizes, (a, b) => {
        const [oldSize, size] = a < b ? [a, b] : [b, a];
        const proof = new TileReader(size, read).consistencyProof(oldSize);
        const older = { size: oldSize, root: rootOf(oldSize) };
        const newer = { size, root: rootOf(size) };
        expect(checkConsistency(older, newer, proof)).toBe(true);
        expect(checkConsistency({ ...older, root: leafHash('fork') }, newer, proof)).toBe(false);
        expect(checkConsistency(older, { ...newer, root: leafHash('fork') }, proof)).toBe(false);
        expect(checkConsistency(older, newer, [...proof, leafHash('x')])).toBe(false);
        if (proof.length > 0) expect(checkConsistency(older, newer, proof.slice(0, -1))).toBe(false);
      }),
      {
        numRuns: 25,
        examples: [
          [70_000, 65_537],
          [65_536, 256],
        ],
      },
    );
  });
});
