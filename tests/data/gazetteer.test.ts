import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { Gazetteer, KnownName } from '#lib/candidates/gazetteer.ts';
import { readGazetteer } from '#lib/candidates/read-gazetteer.ts';
import { findPackIds, readRows } from '#lib/datasets/read-pack.ts';
import { areaRowSchema, townRowSchema } from '#lib/places/pack-rows.ts';

test('every place that candidates may name has the id under which it is loaded', async () => {
  expect(findPackIds()).toContain('geonames-cities');
  const ids = new Set<string>();
  for await (const { code } of readRows('natural-earth', 'places.jsonl.gz', areaRowSchema))
    ids.add(`place.${code}`);
  for await (const { id } of readRows('geonames-cities', 'towns.jsonl.gz', townRowSchema))
    ids.add(`place.gn-${id}`);
  const places = listNames(await readGazetteer(resolve(import.meta.dirname, '../../data'))).filter(
    ({ type }) => type === 'place',
  );
  expect(places.length).toBeGreaterThan(1_000);
  expect(places.filter(({ id }) => !ids.has(id)).map(({ name, id }) => `${name} ${id}`)).toEqual([]);
});

type Node = Gazetteer['words'];

function listNames({ words, characters }: Gazetteer): KnownName[] {
  const list = ({ known, next }: Node): KnownName[] => [...known, ...[...next.values()].flatMap(list)];
  return [...list(words), ...list(characters)];
}
