import { expect, it } from 'vitest';
import { toInheritanceChain } from '#lib/places/chain.ts';

const places = [
  { id: 'place.gn-1280737', parentId: 'place.CN-XZ', inherits: true },
  { id: 'place.CN-XZ', parentId: 'place.CN', inherits: true },
  { id: 'place.CN', parentId: null, inherits: true },
  { id: 'place.HK', parentId: 'place.CN', inherits: false },
  { id: 'place.gn-1819729', parentId: 'place.HK', inherits: true },
];

it('gives Lhasa what covers Tibet and China', () => {
  expect(toInheritanceChain('place.gn-1280737', places)).toEqual([
    'place.gn-1280737',
    'place.CN-XZ',
    'place.CN',
  ]);
});

it('gives Hong Kong, and a town in it, nothing of China', () => {
  expect(toInheritanceChain('place.HK', places)).toEqual(['place.HK']);
  expect(toInheritanceChain('place.gn-1819729', places)).toEqual(['place.gn-1819729', 'place.HK']);
});

it('ends where a parent chain runs in a circle or leaves the list', () => {
  const circle = [
    { id: 'a', parentId: 'b', inherits: true },
    { id: 'b', parentId: 'a', inherits: true },
  ];
  expect(toInheritanceChain('a', circle)).toEqual(['a', 'b']);
  expect(toInheritanceChain('place.CN-XZ', places.slice(1, 2))).toEqual(['place.CN-XZ']);
  expect(toInheritanceChain('nowhere', places)).toEqual([]);
});
