import { DossierError } from '#lib/errors.ts';
import { openGazetteer } from '../gazetteer.ts';
import type { Adapter, ScrapeSettings } from '../scrape-settings.ts';
import {
  defineSource,
  type FetchContext,
  type FetchOutcome,
  type Located,
  type NormalizeContext,
  type Normalized,
  type ParseContext,
  type Parsed,
  type Plan,
  type PlanContext,
  type RowSource,
  type Snapshot,
  type WorkUnit,
} from '../source.ts';
import { fetchArcgis, planArcgis } from './arcgis.ts';
import { fetchCkan, planCkan } from './ckan.ts';
import { checkTechnologies, toDraft } from './device-drafts.ts';
import { fetchDownload, planDownload } from './download.ts';
import { groupByKey } from './join-copies.ts';
import { agencyPacks, checkOperator } from './operator-check.ts';
import { type RawDevice, toRawDevice } from './raw-device.ts';
import { fetchSocrata, planSocrata } from './socrata.ts';
import { readSourceRows } from './source-rows.ts';

/**
 * A dataset of devices from its `dataset.yaml` alone: the adapter says how the rows come, the mapping what their columns mean.
 *
 * @throws DossierError `invalid_input` when the settings lack what every city needs
 */
export function citySource(id: string, settings: ScrapeSettings): RowSource {
  const adapter = requireAdapter(id, settings);
  const plan = findPlan(adapter);
  return defineSource<RawDevice>({
    id,
    needs: [
      'natural-earth',
      'geonames-cities',
      ...(adapter.mapping.operator === undefined ? [] : agencyPacks),
    ],
    planFiles,
    // A dataset without an address has files only.
    ...(plan ? { plan } : {}),
    fetch: (unit: WorkUnit, context: FetchContext) => fetchUnit(adapter, unit, context),
    parse: (snapshot, context) => parseRows(snapshot, context, adapter),
    normalize: (records, context) => toDrafts(records, context, adapter),
  });
}

function requireAdapter(id: string, { adapter, bounds }: ScrapeSettings): Adapter {
  const refuse = (what: string, mend: string) =>
    new DossierError('invalid_input', { what, where: `scrapers/${id}/dataset.yaml`, mend });
  if (adapter === undefined)
    throw refuse('`scrape.adapter` is missing', 'docs/sources/city-open-data.md explains it.');
  if (bounds.bbox === undefined)
    throw refuse(
      '`scrape.bounds.bbox` is missing',
      'Without [west, south, east, north] nobody notices when columns are swapped.',
    );
  const { lat, lon, geometry } = adapter.mapping;
  const hasPosition = (lat !== undefined && lon !== undefined) || geometry !== undefined;
  if (!hasPosition && adapter.type !== 'geojson' && adapter.type !== 'arcgis')
    throw refuse('The mapping names no position', 'Name `lat` and `lon`, or `geometry`.');
  return adapter;
}

function findPlan(adapter: Adapter): ((context: PlanContext) => Promise<Plan>) | undefined {
  switch (adapter.type) {
    case 'socrata':
      return async () => planSocrata(adapter);
    case 'arcgis':
      return (context) => planArcgis(adapter, context);
    case 'ckan':
      return (context) => planCkan(adapter, context);
    default: {
      const { url, type } = adapter;
      return url === undefined ? undefined : async () => planDownload(url, type);
    }
  }
}

async function fetchUnit(adapter: Adapter, unit: WorkUnit, context: FetchContext): Promise<FetchOutcome> {
  switch (adapter.type) {
    case 'socrata':
      return fetchSocrata(adapter, unit, context);
    case 'arcgis':
      return fetchArcgis(adapter, unit, context);
    case 'ckan':
      return fetchCkan(adapter, unit, context);
    default:
      return fetchDownload(unit, context);
  }
}

/** All files; the copies know what they are copies of. */
function planFiles({ files, sameAs }: ScrapeSettings): Plan {
  const toKey = (file: string) => `file:${file}`;
  return {
    coverage: 'full',
    units: [...new Set([...files, ...Object.keys(sameAs)])].map((file) => {
      const original = sameAs[file];
      return {
        key: toKey(file),
        from: { file },
        ...(original === undefined ? {} : { hints: { copyOf: toKey(original) } }),
      };
    }),
  };
}

async function* parseRows(
  snapshot: Snapshot,
  { scrape, unit }: ParseContext,
  adapter: Adapter,
): AsyncGenerator<Parsed<RawDevice>> {
  for await (const { row, facts } of readSourceRows(snapshot, unit, adapter))
    yield 'reason' in row ? row : toRawDevice(row, { ...facts, mapping: adapter.mapping, scrape });
}

async function toDrafts(
  records: readonly Located<RawDevice>[],
  { dataset, packs, notes, units }: NormalizeContext,
  { mapping }: Adapter,
): Promise<Normalized> {
  checkTechnologies(mapping, dataset.id);
  if (mapping.operator !== undefined) await checkOperator(mapping.operator, dataset.id, packs);
  const groups = groupByKey(records, units, notes);
  if (groups.length === 0) return { drafts: [] };
  const { place } = await openGazetteer(packs);
  return { drafts: groups.map((group) => toDraft(group, { mapping, place, notes })) };
}
