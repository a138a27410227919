import type { Hole } from '#lib/datasets/dataset-schema.ts';
import type { DeviceRow } from '#lib/devices/pack-row.ts';
import { indexVendors, readVendors, type VendorIndex } from '#lib/organizations/vendors.ts';
import type { TownRow } from '#lib/places/pack-rows.ts';
import type { Source } from '../core/dataset.ts';
import { openGazetteer } from '../core/gazetteer.ts';
import { openOperatorIndex } from '../core/operator-index.ts';
import { makerKeys, type Tags, toDevice } from '../core/osm-device.ts';
import { type Candidate, mergeFiles } from './merge.ts';
import { osmFiles } from './source.ts';

export const osmSurveillance: Source = {
  id: 'osm-surveillance',
  needs: ['geonames-cities', 'eff-atlas-2020', 'private-eyes-2024', 'wikidata-agencies'],
  async pack({ input, packs, onProgress }, dataset) {
    const vendors = indexVendors(readVendors());
    const files = osmFiles(input);
    const read: Record<string, Record<string, number>> = {};
    const lists: Candidate[][] = [];
    for (const file of files) {
      onProgress(`reading ${file.name}`);
      const counts: Record<string, number> = { read: 0, kept: 0 };
      const count = (key: string) => {
        counts[key] = (counts[key] ?? 0) + 1;
      };
      const rows: Candidate[] = [];
      const ids = new Set<string>();
      for await (const object of file.read()) {
        count('read');
        if (Math.abs(object.lon) > 180 || Math.abs(object.lat) > 90) {
          count('dropped_out_of_range');
          continue;
        }
        const result = toDevice(object.tags, file.asOf);
        if ('drop' in result) count(`dropped_${result.drop}`);
        else if (ids.has(object.id)) count('dropped_exact_repeat');
        else {
          ids.add(object.id);
          count('kept');
          rows.push({
            ...object,
            file: file.name,
            device: result.device,
            operator: toOperator(object.tags),
            maker: toMaker(object.tags),
          });
        }
      }
      read[file.name] = counts;
      lists.push(rows);
    }
    const { kept, byId, bySpot } = mergeFiles(lists);
    onProgress(`placing ${kept.length} devices`);
    const gazetteer = await openGazetteer(packs);
    const operators = await openOperatorIndex(packs, [
      'eff-atlas-2020',
      'private-eyes-2024',
      'wikidata-agencies',
    ]);
    const tally = {
      operatorTagged: 0,
      operatorIsVendor: 0,
      operatorMatched: 0,
      makerTagged: 0,
      makerMatched: 0,
      withoutCountry: 0,
    };
    const rows = kept.map((candidate): DeviceRow => {
      const place = gazetteer.place(candidate.lon, candidate.lat);
      const vendorAsOperator = findVendor(vendors, [candidate.operator.name], [candidate.operator.wikidata]);
      const operator = vendorAsOperator ? null : operators.find({ ...candidate.operator, ...place });
      const maker = findVendor(vendors, candidate.maker.names, candidate.maker.ids) ?? vendorAsOperator;
      if (candidate.operator.name || candidate.operator.wikidata) tally.operatorTagged += 1;
      if (vendorAsOperator) tally.operatorIsVendor += 1;
      if (operator) tally.operatorMatched += 1;
      if (candidate.maker.names.length > 0) tally.makerTagged += 1;
      if (maker) tally.makerMatched += 1;
      if (!place.country) tally.withoutCountry += 1;
      return toRow(candidate, place, operator, maker);
    });
    // Neighbors side by side: the file is a third smaller than in the order of ids.
    const order = new Map(
      rows.map((row) => [
        row,
        `${row.country ?? ''} ${row.region ?? ''} ${row.town ?? ''} ${row.lat.toFixed(2)} ${row.id}`,
      ]),
    );
    rows.sort((a, b) => ((order.get(a) ?? '') < (order.get(b) ?? '') ? -1 : 1));
    const byTechnology: Record<string, number> = {};
    for (const row of rows)
      byTechnology[row.t?.[0] ?? 'unknown'] = (byTechnology[row.t?.[0] ?? 'unknown'] ?? 0) + 1;
    return {
      files: [{ name: 'devices.jsonl.gz', kind: 'rows', rows }],
      inputs: files.map(({ path }) => path),
      counts: { devices: rows.length },
      holes: dataset.holes.map((hole) => withPlaces(hole, gazetteer.towns)),
      report: {
        files: read,
        mergedById: byId,
        mergedByCoordinatesAndType: bySpot,
        devices: rows.length,
        byTechnology,
        withBearing: rows.filter((row) => row.b).length,
        withConfirmation: rows.filter((row) => row.c).length,
        notPresent: rows.filter((row) => row.s).length,
        ...tally,
        insideHoles: dataset.holes.map((hole) => ({
          label: hole.label,
          devices: kept.filter((row) => isInside(row.lon, row.lat, hole)).length,
          ofWorldFile: kept.filter((row) => row.file === 'world' && isInside(row.lon, row.lat, hole)).length,
        })),
      },
    };
  },
};

function toOperator(tags: Tags): Candidate['operator'] {
  return {
    name: tags.operator?.trim() || undefined,
    wikidata: /^Q\d+$/.test(tags['operator:wikidata'] ?? '') ? tags['operator:wikidata'] : undefined,
  };
}

function toMaker(tags: Tags): Candidate['maker'] {
  return {
    names: makerKeys.flatMap((key) => tags[key] ?? []),
    ids: makerKeys.flatMap((key) => tags[`${key}:wikidata`] ?? []),
  };
}

/** A maker's name decides before an id beside it: mappers copy the id of the most common maker to others. */
function findVendor(
  vendors: VendorIndex,
  names: readonly (string | undefined)[],
  ids: readonly (string | undefined)[],
): string | null {
  for (const name of names) {
    const key = name ? vendors.bySpelling(name) : null;
    if (key) return key;
  }
  if (names.some((name) => name)) return null;
  for (const id of ids) {
    const key = id ? vendors.byWikidata(id) : null;
    if (key) return key;
  }
  return null;
}

function toRow(
  { id, lon, lat, device }: Candidate,
  place: Pick<DeviceRow, 'country' | 'region' | 'town'>,
  operator: string | null,
  maker: string | null,
): DeviceRow {
  return {
    id,
    lon,
    lat,
    ...(device.technologies.length > 0 ? { t: device.technologies } : {}),
    ...(device.bearings.length > 0 ? { b: device.bearings } : {}),
    ...(device.fieldOfView !== null ? { fov: device.fieldOfView } : {}),
    ...(device.form ? { form: device.form } : {}),
    ...(device.mount ? { mount: device.mount } : {}),
    ...(device.zone ? { zone: device.zone } : {}),
    ...(device.status !== 'present' ? { s: device.status } : {}),
    ...(device.lastConfirmed ? { c: device.lastConfirmed } : {}),
    ...(device.year ? { y: device.year } : {}),
    ...(operator ? { op: operator } : {}),
    ...(maker ? { m: maker } : {}),
    ...place,
  };
}

function isInside(lon: number, lat: number, { bbox }: Hole): boolean {
  return bbox !== undefined && lon >= bbox[0] && lat >= bbox[1] && lon <= bbox[2] && lat <= bbox[3];
}

/** A hole with the regions and towns inside it: their pages say that the file is empty there. */
function withPlaces(hole: Hole, towns: readonly TownRow[]): Hole {
  const inside = towns.filter((town) =>
    town.country && hole.places.includes(town.country)
      ? isInside(town.lon, town.lat, hole)
      : hole.places.includes(town.region ?? '') && isInside(town.lon, town.lat, hole),
  );
  const regions = new Set(inside.flatMap((town) => town.region ?? []));
  return {
    ...hole,
    places: [...new Set([...hole.places, ...[...regions].sort(), ...inside.map((town) => `gn-${town.id}`)])],
  };
}
