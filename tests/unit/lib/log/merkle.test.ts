import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Frontier, leafHash, merkleRoot, nodeHash } from '#lib/log/merkle.ts';

/** Certificate Transparency's reference inputs and roots by tree size: transparency-dev/merkle, testonly/constants.go. */
const referenceLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const referenceRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const sha256 = (data: Buffer) => createHash('sha256').update(data).digest();

/** RFC 6962 §2.1 as it is written: split at the largest power of two smaller than n. */
function naiveRoot(data: Buffer[]): Buffer {
  const [only] = data;
  if (only === undefined) return sha256(Buffer.alloc(0));
  if (data.length === 1) return sha256(Buffer.concat([Buffer.of(0), only]));
  let split = 1;
  while (split * 2 < data.length) split *= 2;
  return sha256(Buffer.concat([Buffer.of(1), naiveRoot(data.slice(0, split)), naiveRoot(data.slice(split))]));
}

describe('merkle', () => {
  test('leaf and node hashes match the published vectors (rfc6962_test.go)', () => {
    expect(leafHash('').toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(leafHash('L123456').toString('hex')).toBe(
      '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
    );
    expect(nodeHash(Buffer.from('N123'), Buffer.from('N456')).toString('hex')).toBe(
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    );
  });

  test('roots of the reference tree match at every size', () => {
    for (const [size, root] of referenceRoots.entries()) {
      const leaves = referenceLeaves.slice(0, size).map((hex) => leafHash(Buffer.from(hex, 'hex')));
      expect(merkleRoot(leaves).toString('hex')).toBe(root);
    }
  });

  test('the growing frontier agrees with the recursive definition, also when taken up again', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 70 }), fc.nat(70), (data, cut) => {
        const buffers = data.map((bytes) => Buffer.from(bytes));
        const first = new Frontier();
        for (const bytes of buffers.slice(0, cut)) first.push(leafHash(bytes));
        const resumed = new Frontier(first.size, first.peaks);
        for (const bytes of buffers.slice(cut)) resumed.push(leafHash(bytes));
        expect(resumed.size).toBe(data.length);
        expect(resumed.root()).toEqual(naiveRoot(buffers));
      }),
    );
  });

  test('peaks that do not fit the size are refused', () => {
    expect(() => new Frontier(3, [leafHash('a')])).toThrow('a tree of 3 leaves has 2 peaks, not 1');
  });
});
