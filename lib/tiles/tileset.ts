import { coneZoom } from './device-tiles.ts';
import type { DeviceTileset } from './device-tileset.ts';
import { featureProperties } from './feature-properties.ts';
import { maxZoom } from './snapshot.ts';
import type { TileSource } from './tile-source.ts';

/** The TileJSON of the devices as a source holds them now. */
export function toTileset(source: TileSource): DeviceTileset & { vector_layers: object[] } {
  const { kind, version, pointVersion, count, rawZoom, dictionary, takenAt, waitingEdits } = source;
  const { devices, cones } = toLayerFields();
  return {
    tilejson: '3.0.0',
    name: 'Devices',
    tiles: [`/tiles/devices/{z}/{x}/{y}.mvt?v=${pointVersion}`],
    minzoom: 0,
    maxzoom: maxZoom,
    rawZoom,
    version,
    count,
    cubes: { tiles: [`/tiles/cubes/{z}/{x}/{y}?v=${version}`], dictionary },
    snapshotAt: takenAt,
    waitingEdits,
    source: kind,
    vector_layers: [
      { id: 'cells', fields: { n: 'number of devices' }, minzoom: 0, maxzoom: Math.max(0, rawZoom - 1) },
      { id: 'devices', fields: devices, minzoom: rawZoom, maxzoom: maxZoom },
      { id: 'cones', fields: cones, minzoom: Math.max(coneZoom, rawZoom), maxzoom: maxZoom },
    ],
  };
}

function toLayerFields(): { devices: Record<string, string>; cones: Record<string, string> } {
  const { fieldOfView, ...ofDevices } = featureProperties;
  const { precision: _, ...ofCones } = featureProperties;
  const toFields = (names: Record<string, string>) =>
    Object.fromEntries(Object.entries(names).map(([meaning, name]) => [name, meaning]));
  return { devices: toFields(ofDevices), cones: toFields({ ...ofCones, fieldOfView }) };
}
