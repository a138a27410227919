import { expect, it } from 'vitest';
import { toRecordPath } from '#lib/log/record-path.ts';

it.each([
  ['entity', 'org.cetc', '/organizations/cetc'],
  ['entity', 'tech.video.camera', '/technologies/video.camera'],
  ['entity', 'place.CN-XZ', '/places/CN-XZ'],
  ['claim', 'some-work.c001', '/claims/some-work.c001'],
  ['work', 'work.some-work', '/sources/some-work'],
  ['passage', 'some-work.p001', '/sources/some-work'],
  ['dataset', 'osm-surveillance', '/about/data#osm-surveillance'],
  ['entity', 'strange.thing', undefined],
  ['checkpoint', 'x', undefined],
])('leads %s %s to %s', (kind, id, path) => {
  expect(toRecordPath(kind, id)).toBe(path);
});
