import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { citySource } from '#scrapers/core/adapters/city-source.ts';
import { checkTechnologies } from '#scrapers/core/adapters/device-drafts.ts';
import { findDatasetIds, readDatasetFile } from '#scrapers/core/dataset.ts';

const scrapers = join(import.meta.dirname, '../../../scrapers');
const configured = findDatasetIds().flatMap((id) => {
  const { dataset, scrape } = readDatasetFile(id);
  return scrape?.adapter ? [{ id, dataset, scrape, mapping: scrape.adapter.mapping }] : [];
});

test('the five cities are configured', () => {
  expect(configured.map(({ id }) => id)).toEqual([
    'city-auckland',
    'city-madison',
    'city-new-orleans',
    'city-toronto',
    'city-trafford',
  ]);
});

describe.each(configured)('$id', ({ id, dataset, scrape, mapping }) => {
  test('has all that a source needs, in its dataset.yaml alone', () => {
    expect(citySource(id, scrape).id).toBe(id);
    expect(() => checkTechnologies(mapping, id)).not.toThrow();
    for (const code of ['pack.ts', 'source.ts', 'parse.ts'])
      expect(existsSync(join(scrapers, id, code))).toBe(false);
  });

  test('is held if nobody states a license, and only then', () => {
    expect(scrape.hold !== undefined).toBe(dataset.license === 'not stated');
  });

  test('names its files once, and copies of files that it names', () => {
    const copies = Object.entries(scrape.sameAs);
    expect(new Set([...scrape.files, ...copies.map(([copy]) => copy)]).size).toBe(
      scrape.files.length + copies.length,
    );
    for (const [, original] of copies) expect(scrape.files).toContain(original);
  });

  test('says how stable its keys are', () => {
    expect(scrape.keyStability).toBe(mapping.key === undefined ? 'derived' : 'publisher');
  });

  test('names no column twice', () => {
    const named = [
      ...mapping.ignore,
      ...mapping.volatile,
      mapping.lat,
      mapping.lon,
      mapping.geometry,
      mapping.key,
    ].filter((column) => column !== undefined);
    expect(named.filter((column, index) => named.indexOf(column) !== index)).toEqual([]);
  });
});
