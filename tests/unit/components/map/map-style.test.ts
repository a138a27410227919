import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import type { FeatureCollection } from 'geojson';
import { describe, expect, it } from 'vitest';
import { toMapboxStyle } from '#components/map/engine/mapbox-style.ts';
import { areaLayer, toAreaRadius, toLayerFilters } from '#components/map/layers/devices.ts';
import { streetNameZoom, toStreetLayers } from '#components/map/layers/street.ts';
import { type MapStyleInput, toMapStyle } from '#components/map/map-style.ts';
import { noOverlay } from '#components/map/overlay.ts';
import { type DeviceFilter, noFilter } from '#lib/devices/filter.ts';

const none: FeatureCollection = { type: 'FeatureCollection', features: [] };
const set = { tiles: ['/x/{z}/{x}/{y}.mvt?v=1'], minzoom: 0, maxzoom: 14 };
const dictionary = {
  version: '0123456789ab',
  technologySets: [],
  operators: [],
  statuses: [],
  datasets: [],
  years: [],
  countries: [],
};
const input: MapStyleInput = {
  origin: 'http://site.invalid',
  basemap: set,
  street: null,
  devices: {
    ...set,
    tilejson: '3.0.0',
    name: 'Devices',
    rawZoom: 6,
    version: '0123456789ab',
    count: 1,
    cubes: { tiles: [''], dictionary },
    snapshotAt: '2026-01-01T00:00:00.000Z',
    waitingEdits: 0,
    source: 'memory',
  },
  filter: noFilter,
  showDevices: true,
  overlay: noOverlay,
  theme: 'light',
  stretch: 1.5,
  drawn: { cells: none, density: none, focus: none },
};
const busy: DeviceFilter = {
  ...noFilter,
  technologies: ['vehicle.alpr', 'unknown'],
  statuses: ['present'],
  operatorKinds: ['unknown'],
  grades: ['official'],
  from: 2015,
  place: 'FR',
};
const streets = { set, toLayers: toStreetLayers, nameZoom: streetNameZoom, attribution: '' };

describe('the style of the map', () => {
  it('can be changed layer by layer to what another filter and scale would have made', () => {
    const before = toMapStyle({ ...input, filter: noFilter, stretch: 1 });
    const filters = toLayerFilters(busy);
    const changed = before.layers.map((layer) => {
      const test = filters.get(layer.id);
      if (test === undefined || layer.type === 'background') return layer;
      if (layer.id !== areaLayer) return { ...layer, filter: test };
      return { ...layer, filter: test, paint: { ...layer.paint, 'circle-radius': toAreaRadius(1.5) } };
    });
    expect(changed).toEqual(toMapStyle({ ...input, filter: busy, stretch: 1.5 }).layers);
    expect(changed).not.toEqual(before.layers);
  });

  it('is valid in both themes, with and without devices, streets and a filter', () => {
    for (const theme of ['light', 'dark'] as const)
      for (const showDevices of [true, false])
        for (const street of [null, streets])
          for (const filter of [noFilter, busy]) {
            const style = toMapStyle({ ...input, theme, showDevices, street, filter });
            expect(validateStyleMin(style)).toEqual([]);
          }
  });

  it('asks nobody but this site, and for no letters and no icons', () => {
    const text = JSON.stringify(toMapStyle({ ...input, street: streets, filter: busy }));
    expect(text.match(/https?:\/\/[^/"]+/g)?.every((origin) => origin === 'http://site.invalid')).toBe(true);
    expect(text).not.toMatch(/"glyphs"|"sprite"/);
  });

  it('changes no address when a filter changes that the browser tests', () => {
    const sources = (filter: DeviceFilter) => toMapStyle({ ...input, filter }).sources;
    expect(sources(busy)).toEqual(sources(noFilter));
    expect(sources({ ...busy, law: 'some-law' })).not.toEqual(sources(noFilter));
  });

  it('draws devices of imprecise position as areas and never as symbols', () => {
    const layers = toMapStyle(input).layers.map((layer) => JSON.stringify(layer));
    const about = (id: string) => layers.find((layer) => layer.includes(`"id":"${id}"`)) ?? '';
    const vague = '[">",["coalesce",["get","p"],0],25]';
    expect(about('device-areas')).toContain(vague);
    for (const id of ['device-dots', 'device-symbols', 'device-cones'])
      expect(about(id)).toContain(`["!",${vague}]`);
  });

  it('keeps the lines of disputed boundaries dashed over a street map, whose own boundaries are left out', () => {
    const { layers } = toMapStyle({ ...input, street: streets });
    const disputed = layers.find(({ id }) => id === 'disputed-borders');
    expect(JSON.stringify(disputed)).toContain('line-dasharray');
    expect(layers.filter(({ id }) => /^street-.*(boundaries|shield|poi)/.test(id))).toEqual([]);
  });

  it('is the same for Mapbox but for a property that it refuses and the address that it wants for letters, which is ours', () => {
    const style = toMapStyle(input);
    const { glyphs, ...rest } = toMapboxStyle(style, 'http://site.invalid');
    const refused = /,"text-variable-anchor-offset":\["match".*?\]\]\]\]/;
    expect(JSON.stringify(style)).toMatch(refused);
    expect(rest).toEqual(JSON.parse(JSON.stringify(style).replace(refused, '')));
    expect(glyphs).toMatch(/^http:\/\/site\.invalid\//);
  });
});
