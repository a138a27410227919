import { DossierError } from '#lib/errors.ts';
import { findDatasetIds, readDatasetFile, type Source } from './core/dataset.ts';
import type { OpenSource, RowSource, SourceRegistry } from './core/source.ts';
import { geonamesCities } from './geonames-cities/pack.ts';
import { naturalEarth } from './natural-earth/pack.ts';
import { unicodeCldr } from './unicode-cldr/pack.ts';
import { wikidataAgencies } from './wikidata-agencies/pack.ts';

/** Reference sets and those not yet turned into row sources, in the order in which packs are made. */
export const sources: readonly Source[] = [naturalEarth, unicodeCldr, geonamesCities, wikidataAgencies];

/**
 * Row sources that need code, each loaded when it is used, in the order in which packs are made: a pack comes after those that it looks places and bodies
 * up in. A folder whose dataset.yaml has `scrape.adapter` needs no line here.
 */
const rowSources: Readonly<Record<string, () => Promise<RowSource>>> = {
  'eff-atlas-2020': async () => (await import('./eff-atlas-2020/source.ts')).effAtlas2020,
  'eff-atlas': async () => (await import('./eff-atlas/source.ts')).effAtlas,
  'sharing-network-2026': async () => (await import('./sharing-network-2026/source.ts')).sharingNetwork2026,
  'flock-portals': async () => (await import('./flock-portals/source.ts')).flockPortals,
  'private-eyes-2024': async () => (await import('./private-eyes-2024/source.ts')).privateEyes2024,
  'eff-alpr-2016': async () => (await import('./eff-alpr-2016/source.ts')).effAlpr2016,
  'us-face-recognition-laws-2021': async () =>
    (await import('./us-face-recognition-laws-2021/source.ts')).usFaceRecognitionLaws2021,
  'sc-plate-reader-bills-2026': async () =>
    (await import('./sc-plate-reader-bills-2026/source.ts')).scPlateReaderBills2026,
  'usaspending-awards-2025': async () =>
    (await import('./usaspending-awards-2025/source.ts')).usaspendingAwards2025,
  'usaspending-awards-2026': async () =>
    (await import('./usaspending-awards-2026/source.ts')).usaspendingAwards2026,
  'usaspending-state-totals-2026': async () =>
    (await import('./usaspending-state-totals-2026/source.ts')).usaspendingStateTotals2026,
  'osm-surveillance': async () => (await import('./osm-surveillance/source.ts')).osmSurveillance,
};

/** Ids of everything that `scrape run` can run, in the order of packing. */
export function findRowSourceIds(): string[] {
  const configured = findDatasetIds().filter((id) => readDatasetFile(id).scrape?.adapter !== undefined);
  return [...Object.keys(rowSources), ...configured];
}

/**
 * A row source with its settings.
 *
 * @throws DossierError `not_found` for an id that no folder has
 */
export async function openRowSource(id: string): Promise<OpenSource> {
  const { dataset, scrape } = readDatasetFile(id);
  const load = rowSources[id];
  if (scrape === undefined || (load === undefined && scrape.adapter === undefined)) {
    throw new DossierError('not_found', {
      what: `"${id}" is no source that can be run`,
      mend: `Known: ${findRowSourceIds().join(', ')}.`,
    });
  }
  const open = load ?? (async () => (await import('./core/adapters/city-source.ts')).citySource(id, scrape));
  return { source: await open(), dataset, scrape };
}

export const registry: SourceRegistry = { ids: findRowSourceIds, open: openRowSource };
