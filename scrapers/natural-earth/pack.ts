import type { Feature, MultiPolygon } from 'geojson';
import type { Source } from '../core/dataset.ts';
import { boundingBox } from '../core/geometry.ts';
import { foldName, type Lookups, type RegionCode, toNames, toRegionCode } from './parse.ts';
import {
  inputPaths,
  type RegionFeature,
  readDisputedLines,
  readLookups,
  readRegions,
  readSubdivisionNames,
} from './source.ts';
import { borders, buildTopology, mergeBy, type Piece, thin } from './topology.ts';

type Coded = RegionFeature & { code: RegionCode };

/** Square degrees below which a bend is dropped: about 1 km, and about 5 km for the world view. */
const fine = 1e-4;
const coarse = 2e-3;

/** Natural Earth → places (codes, names, bounding boxes) and boundaries at two levels of detail. */
export const naturalEarth: Source = {
  id: 'natural-earth',
  needs: [],
  async pack({ downloads, onProgress }) {
    const paths = inputPaths(downloads);
    const lookups = readLookups();
    const names = readSubdivisionNames(paths.names);
    onProgress('reading 62 MB of regions');
    const features: Coded[] = readRegions(paths.regions).map((f) => ({
      ...f,
      code: toRegionCode(f.properties, lookups, names),
    }));
    onProgress('joining shared borders');
    const topology = buildTopology({
      type: 'FeatureCollection',
      features: features.map(
        (f): Feature<MultiPolygon, Piece> => ({
          type: 'Feature',
          properties: { country: f.code.country, region: f.code.region },
          geometry: f.geometry,
        }),
      ),
    });
    onProgress('simplifying');
    const detailed = thin(topology, fine, 3);
    const rough = thin(topology, coarse, 2);
    const countries = mergeBy(detailed, (piece) => piece.country);
    const regions = mergeBy(detailed, (piece) => piece.region);
    const roughCountries = mergeBy(rough, (piece) => piece.country, 0.05);

    const isCountryBorder = (a: Piece, b: Piece) => a.country !== b.country;
    const isRegionBorder = (a: Piece, b: Piece) => a.country === b.country && a.region !== b.region;
    const disputed = readDisputedLines(paths.disputed).map(({ name, geometry }) => ({
      type: 'Feature' as const,
      properties: { kind: 'disputed', name },
      geometry: {
        ...geometry,
        coordinates: geometry.coordinates.map((line) =>
          line.map(([x = 0, y = 0]) => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000]),
        ),
      },
    }));
    const line = (kind: string, geometry: ReturnType<typeof borders>) => ({
      type: 'Feature',
      properties: { kind },
      geometry,
    });
    const fineLines = [
      line('country', borders(detailed, isCountryBorder)),
      line('region', borders(detailed, isRegionBorder)),
      ...disputed,
    ];
    const roughLines = [line('country', borders(rough, isCountryBorder)), ...disputed];

    const countryRows = [...countries].map(([code, shape]) => toCountryRow(code, shape, features, lookups));
    const regionRows = [...regions].map(([code, shape]) =>
      toRegionRow(code, shape, features, lookups, names),
    );
    const collection = (shapes: Map<string, MultiPolygon>) => ({
      type: 'FeatureCollection',
      features: [...shapes].map(([code, geometry]) => ({ type: 'Feature', properties: { code }, geometry })),
    });
    const unlisted = regionRows
      .filter((row) => !names[row.code.toLowerCase().replace('-', '')])
      .map((row) => row.code);
    return {
      files: [
        { name: 'places.jsonl.gz', kind: 'rows', rows: [...countryRows, ...regionRows] },
        {
          name: 'countries.geojson.gz',
          kind: 'document',
          document: collection(countries),
          rows: countries.size,
        },
        {
          name: 'countries-coarse.geojson.gz',
          kind: 'document',
          document: collection(roughCountries),
          rows: roughCountries.size,
        },
        { name: 'regions.geojson.gz', kind: 'document', document: collection(regions), rows: regions.size },
        {
          name: 'borders.geojson.gz',
          kind: 'document',
          document: { type: 'FeatureCollection', features: fineLines },
          rows: fineLines.length,
        },
        {
          name: 'borders-coarse.geojson.gz',
          kind: 'document',
          document: { type: 'FeatureCollection', features: roughLines },
          rows: roughLines.length,
        },
      ],
      inputs: [paths.regions, paths.names, paths.disputed],
      counts: { countries: countryRows.length, regions: regionRows.length },
      report: {
        read: features.length,
        countries: countryRows.length,
        regions: regionRows.length,
        disputedLines: disputed.length,
        recoded: features
          .filter((f) => f.code.recoded)
          .map(
            (f) =>
              `${f.properties.iso_3166_2} ${f.properties.name ?? ''} → ${f.code.region ?? f.code.country ?? 'no country'}`,
          ),
        withoutRegionCode: features.filter((f) => f.code.region === null).length,
        withoutCountry: features.filter((f) => f.code.country === null).map((f) => f.code.note),
        codesUnknownToCldr: unlisted,
      },
    };
  },
};

function toCountryRow(code: string, shape: MultiPolygon, features: Coded[], lookups: Lookups) {
  const parts = features.filter((f) => f.code.country === code);
  const own = parts.find((f) => f.code.note === undefined) ?? parts[0];
  const containment = lookups.parents[code];
  return {
    code,
    level: lookups.territories.includes(code) ? ('territory' as const) : ('country' as const),
    parent: containment?.parent ?? null,
    inherits: containment?.inherits ?? true,
    label: (own?.code.note ?? own?.properties.admin) || code,
    names: {},
    bbox: boundingBox(shape),
    ...(lookups.disputes[code] ? { dispute: lookups.disputes[code] } : {}),
  };
}

function toRegionRow(
  code: string,
  shape: MultiPolygon,
  features: Coded[],
  lookups: Lookups,
  cldr: Readonly<Record<string, string>>,
) {
  const parts = features.filter((f) => f.code.region === code);
  const first = parts[0];
  if (!first?.code.country) throw new Error(`natural-earth: region ${code} has no country.`);
  const listed = cldr[code.toLowerCase().replace('-', '')];
  const match = parts.find(
    (f) => listed !== undefined && foldName(f.properties.name ?? '') === foldName(listed),
  );
  const sameName = new Set(parts.map((f) => f.properties.name)).size === 1;
  const named = match ?? (sameName ? first : undefined);
  const point = parts.length === 1 ? { lon: first.properties.longitude, lat: first.properties.latitude } : {};
  const label = named?.properties.name_en || named?.properties.name || listed || code;
  const alias =
    named?.properties.name && named.properties.name !== label ? { alias: named.properties.name } : {};
  return {
    code,
    level: 'region' as const,
    parent: first.code.country,
    inherits: true,
    label,
    ...alias,
    ...(named?.properties.type_en ? { type: named.properties.type_en } : {}),
    names: named ? toNames(named.properties) : {},
    ...(named?.properties.name_local
      ? { local: named.properties.name_local.split('|').map((text) => text.trim()) }
      : {}),
    ...(named?.properties.wikidataid ? { wikidata: named.properties.wikidataid } : {}),
    ...(named?.properties.gn_id && named.properties.gn_id > 0 ? { geonames: named.properties.gn_id } : {}),
    ...point,
    bbox: boundingBox(shape),
    ...(lookups.disputes[code] ? { dispute: lookups.disputes[code] } : {}),
  };
}
