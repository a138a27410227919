import type { FeatureCollection } from 'geojson';
import type { SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { type DeviceFilter, toQuery, toServerFilter } from '#lib/devices/filter.ts';
import type { DeviceTileset } from '#lib/tiles/device-tileset.ts';
import { toBoundaryLayers, toLabelLayers, toLandLayers } from './layers/basemap.ts';
import { toDeviceLayers } from './layers/devices.ts';
import { toFocusLayers } from './layers/focus.ts';
import type { Overlay } from './overlay.ts';
import { palettes, type Theme } from './palette.ts';
import type { StreetMap, TileSet } from './tile-sets.ts';

export type MapStyleInput = {
  /** Scheme, host and port: worker threads fetch absolute addresses only. */
  origin: string;
  basemap: TileSet;
  devices: DeviceTileset;
  /** The operator's street map; null where there is none. */
  street: StreetMap | null;
  /** Single devices pass it in the engine; the counted cells come filtered. */
  filter: DeviceFilter;
  /** False in the views of coverage and flows. */
  showDevices: boolean;
  /** What the chosen view adds. */
  overlay: Overlay;
  theme: Theme;
  /** Mercator's scale in the middle of the view, for circles of so many meters. */
  stretch: number;
  /** What the sources `cells`, `density` and `focus` hold now, so that a new style does not blink. */
  drawn: Record<DrawnSource, FeatureCollection>;
};

/** Sources that the page fills itself instead of by tiles. */
export type DrawnSource = 'cells' | 'density' | 'focus';

/** The whole map as one style: sources, and the paint order in one list. A pure function of what the reader chose. */
export function toMapStyle(input: MapStyleInput): StyleSpecification {
  const { origin, basemap, devices, filter, showDevices, overlay, theme, drawn } = input;
  const palette = palettes[theme];
  const street = input.street?.toLayers(palette, theme) ?? { ground: [], names: [], towns: [] };
  const layers = showDevices
    ? toDeviceLayers({ palette, theme, filter, stretch: input.stretch })
    : { below: [], above: [] };
  return {
    version: 8,
    sources: {
      basemap: toVectorSource(basemap, origin),
      ...(input.street === null ? {} : { street: toVectorSource(input.street.set, origin) }),
      ...(showDevices
        ? {
            devices: toDeviceSource(devices, filter, origin),
            density: toPointSource(drawn.density),
            cells: toPointSource(drawn.cells),
          }
        : {}),
      ...overlay.sources,
      focus: { type: 'geojson', data: drawn.focus },
    },
    layers: [
      ...toLandLayers(palette, input.street !== null),
      ...street.ground,
      ...overlay.areas,
      ...toBoundaryLayers(palette),
      ...street.names,
      ...layers.below,
      ...toLabelLayers(palette, input.street?.nameZoom ?? null),
      ...street.towns,
      ...overlay.marks,
      ...layers.above,
      ...toFocusLayers(palette),
    ],
  };
}

/** Only what the server alone can answer is in the address; the rest is a filter of the layers. */
function toDeviceSource(devices: DeviceTileset, filter: DeviceFilter, origin: string) {
  const query = toQuery(toServerFilter(filter)).toString();
  const tiles = devices.tiles.map((address) => (query === '' ? address : `${address}&${query}`));
  return { ...toVectorSource({ ...devices, tiles }, origin), minzoom: devices.rawZoom };
}

/**
 * A circle is drawn by the tile that holds its middle. A pixel is enough around it, for what is rounded across an edge;
 * the usual quarter of a tile would lay many points out twice.
 */
function toPointSource(data: FeatureCollection): SourceSpecification {
  return { type: 'geojson', data, buffer: 1 };
}

function toVectorSource(set: TileSet, origin: string): Extract<SourceSpecification, { type: 'vector' }> {
  return {
    type: 'vector',
    tiles: set.tiles.map((tiles) => `${origin}${tiles}`),
    minzoom: set.minzoom,
    maxzoom: set.maxzoom,
  };
}
