import { PbfReader } from 'pbf';
import { unknownOperator, unknownTechnology } from '#lib/devices/filter.ts';
import { featureProperties as names } from '#lib/tiles/feature-properties.ts';
import type { CountedAttributes } from './tally.ts';

/** Single devices of a tile: their Morton keys, and the number of each one's combination of attributes. */
export type DeviceColumns = {
  cells: Float64Array;
  combination: Uint32Array;
  combinations: CountedAttributes[];
};

type Value = string | number | boolean;
type Feature = { id: number; tags: number[] };
type Layer = { name: string; keys: string[]; values: Value[]; features: Feature[] };

/**
 * Reads layer `devices` of a vector tile (Mapbox Vector Tile 2.1) as far as counting needs it: id and properties. The
 * id is the Morton key, which is more exact than the geometry.
 *
 * @throws Error for bytes that are no vector tile
 */
export function readDevices(bytes: Uint8Array): DeviceColumns {
  const layers = new PbfReader(bytes).readFields<Layer[]>((tag, found, pbf) => {
    if (tag === 3) found.push(readLayer(pbf));
  }, []);
  const layer = layers.find(({ name }) => name === 'devices');
  const features = layer?.features ?? [];
  const combinations: CountedAttributes[] = [];
  const known = new Map<string, number>();
  const combination = Uint32Array.from(features, ({ tags }) => {
    const attributes = toAttributes(layer, tags);
    const key = JSON.stringify(attributes);
    const index = known.get(key) ?? combinations.push(attributes) - 1;
    known.set(key, index);
    return index;
  });
  return { cells: Float64Array.from(features, ({ id }) => id), combination, combinations };
}

function readLayer(pbf: PbfReader): Layer {
  return pbf.readMessage<Layer>(
    (tag, layer) => {
      if (tag === 1) layer.name = pbf.readString();
      else if (tag === 2) layer.features.push(readFeature(pbf));
      else if (tag === 3) layer.keys.push(pbf.readString());
      else if (tag === 4) layer.values.push(readValue(pbf));
    },
    { name: '', keys: [], values: [], features: [] },
  );
}

function readFeature(pbf: PbfReader): Feature {
  return pbf.readMessage<Feature>(
    (tag, feature) => {
      if (tag === 1) feature.id = pbf.readVarint();
      else if (tag === 2) pbf.readPackedVarint(feature.tags);
    },
    { id: 0, tags: [] },
  );
}

function readValue(pbf: PbfReader): Value {
  const held = pbf.readMessage<{ value: Value }>(
    (tag, into) => {
      if (tag === 1) into.value = pbf.readString();
      else if (tag === 2) into.value = pbf.readFloat();
      else if (tag === 3) into.value = pbf.readDouble();
      else if (tag === 4) into.value = pbf.readVarint(true);
      else if (tag === 5) into.value = pbf.readVarint();
      else if (tag === 6) into.value = pbf.readSVarint();
      else if (tag === 7) into.value = pbf.readBoolean();
    },
    { value: '' },
  );
  return held.value;
}

function toAttributes(layer: Layer | undefined, tags: readonly number[]): CountedAttributes {
  const held = new Map<string, Value>();
  for (let i = 0; i + 1 < tags.length; i += 2) {
    const name = layer?.keys[tags[i] ?? -1];
    const value = layer?.values[tags[i + 1] ?? -1];
    if (name !== undefined && value !== undefined) held.set(name, value);
  }
  const text = (name: string) => {
    const value = held.get(name);
    return typeof value === 'string' ? value : null;
  };
  const technology = text(names.technology) ?? unknownTechnology;
  const several = text(names.technologies)
    ?.split(',')
    .filter((code) => code !== '');
  const year = held.get(names.year);
  return {
    technologies: several ?? (technology === unknownTechnology ? [] : [technology]),
    operator: text(names.operator) ?? unknownOperator,
    status: text(names.status) ?? 'present',
    dataset: text(names.dataset) ?? '',
    grade: text(names.grade) ?? '',
    year: typeof year === 'number' ? year : null,
    country: text(names.country),
  };
}
