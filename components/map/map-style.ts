import type { StyleSpecification } from 'maplibre-gl';
import { type DeviceFilter, toQuery } from '#lib/devices/filter.ts';
import type { Coverage } from '#lib/tiles/coverage-schema.ts';
import { toBoundaryLayers, toLabelLayers, toLandLayers } from './layers/basemap.ts';
import { toCoverageLayers } from './layers/coverage.ts';
import { toDeviceLayers } from './layers/devices.ts';
import { palettes, type Theme } from './palette.ts';
import type { TileSet } from './tile-sets.ts';

export type MapStyleInput = {
  /** Scheme, host and port: worker threads fetch absolute addresses only. */
  origin: string;
  basemap: TileSet;
  devices: TileSet;
  coverage: Coverage;
  showCoverage: boolean;
  filter: DeviceFilter;
  theme: Theme;
};

/** The whole map as one style: sources, and the paint order in one list. A pure function of what the reader chose. */
export function toMapStyle(input: MapStyleInput): StyleSpecification {
  const { origin, basemap, devices, coverage, showCoverage, filter, theme } = input;
  const palette = palettes[theme];
  const query = toQuery(filter).toString();
  const deviceTiles = devices.tiles.map((tiles) => `${origin}${tiles}${query === '' ? '' : `&${query}`}`);
  const deviceLayers = toDeviceLayers(palette, theme);
  return {
    version: 8,
    sources: {
      basemap: {
        type: 'vector',
        tiles: basemap.tiles.map((tiles) => `${origin}${tiles}`),
        minzoom: basemap.minzoom,
        maxzoom: basemap.maxzoom,
      },
      devices: { type: 'vector', tiles: deviceTiles, minzoom: devices.minzoom, maxzoom: devices.maxzoom },
    },
    layers: [
      ...toLandLayers(palette),
      ...toCoverageLayers(coverage, palette, showCoverage),
      ...toBoundaryLayers(palette),
      ...deviceLayers.below,
      ...toLabelLayers(palette),
      ...deviceLayers.above,
    ],
  };
}
