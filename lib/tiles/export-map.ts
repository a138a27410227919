import { hash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { noFilter } from '#lib/devices/filter.ts';
import { toCellTile, toPointTile } from './device-tiles.ts';
import { featureProperties } from './feature-properties.ts';
import type { MapFiles } from './map-files-schema.ts';
import { deinterleave, gridBits, toPosition } from './morton.ts';
import { type ArchivedTile, writePmtiles } from './pmtiles-writer.ts';
import { lowerBound, type Snapshot, toMask } from './snapshot.ts';

/** 1.2 meters a tile unit at the equator: closer views show the same tiles larger. Cones begin here. */
const exportZoom = 13;

export type MapDataset = { id: string; license: string; attribution: string };

export type MapExportInput = {
  snapshot: Snapshot;
  datasets: readonly MapDataset[];
  /** Is made anew. */
  folder: string;
  /** The full text of a dataset's license, where it is at hand. */
  findLicenseText: (dataset: string) => string | undefined;
};

/** The whole map as PMTiles archives, one a license, because rows of one license never mix into a file of another. */
export function exportMap({ snapshot, datasets, folder, findLicenseText }: MapExportInput): MapFiles {
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const files: MapFiles['files'] = [];
  for (const [license, group] of Map.groupBy(datasets, (dataset) => dataset.license)) {
    const ids = group.map(({ id }) => id).sort();
    const archive = toArchive(snapshot, ids);
    if (archive.tiles.length === 0) continue;
    const attribution = group.map((dataset) => dataset.attribution).join(' ');
    const base = `devices-${license.toLowerCase().replace(/[^a-z0-9.]+/g, '-')}`;
    const bytes = writePmtiles({
      ...archive,
      minZoom: 0,
      metadata: {
        name: `Surveillance devices (${license})`,
        description:
          'Devices on record. An empty area was not researched; it is never proof that nothing is there.',
        attribution,
        license,
        version: snapshot.version,
        vector_layers: toLayers(snapshot.rawZoom),
      },
    });
    const name = `${base}.pmtiles`;
    writeFileSync(join(partial, name), bytes);
    const texts = ids.flatMap((id) => findLicenseText(id) ?? []);
    writeFileSync(
      join(partial, `${base}.LICENSE.txt`),
      [`${name}: ${license}`, attribution, ...new Set(texts)].join('\n\n'),
    );
    const sha256 = hash('sha256', bytes);
    files.push({
      name,
      license,
      attribution,
      datasets: ids,
      devices: archive.devices,
      bytes: bytes.length,
      sha256,
    });
  }
  const manifest = { version: snapshot.version, madeAt: snapshot.takenAt, files };
  writeFileSync(join(partial, 'map.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
  return manifest;
}

type Archive = {
  tiles: ArchivedTile[];
  devices: number;
  maxZoom: number;
  bounds: [number, number, number, number];
};

function toArchive(snapshot: Snapshot, datasets: readonly string[]): Archive {
  const filter = { ...noFilter, datasets: [...datasets] };
  const maxZoom = Math.max(exportZoom, snapshot.rawZoom);
  const tiles: ArchivedTile[] = [];
  for (let z = 0; z <= maxZoom; z += 1) {
    const size = 4 ** (gridBits - z);
    for (let start = 0; start < snapshot.count; ) {
      const index = Math.floor((snapshot.cells[start] ?? 0) / size);
      const { column: x, row: y } = deinterleave(index);
      const make = z < snapshot.rawZoom ? toCellTile : toPointTile;
      const bytes = make(snapshot, filter, { z, x, y });
      if (bytes.length > 0) tiles.push({ z, x, y, bytes: gzipSync(bytes, { level: 6 }) });
      start = lowerBound(snapshot.cells, (index + 1) * size);
    }
  }
  return { tiles, maxZoom, ...measure(snapshot, filter) };
}

function measure(
  snapshot: Snapshot,
  filter: Parameters<typeof toMask>[1],
): Pick<Archive, 'devices' | 'bounds'> {
  const mask = toMask(snapshot, filter);
  let devices = 0;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (let i = 0; i < snapshot.count; i += 1) {
    if (mask.attributes[snapshot.attributeIndexes[i] ?? -1] !== 1) continue;
    const { column, row } = deinterleave(snapshot.cells[i] ?? 0);
    const { lon, lat } = toPosition(column, row);
    devices += 1;
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return { devices, bounds: [west, south, east, north] };
}

function toLayers(rawZoom: number) {
  const fields = Object.fromEntries(
    Object.entries(featureProperties).map(([meaning, name]) => [name, meaning]),
  );
  return [
    ...(rawZoom > 0
      ? [{ id: 'cells', fields: { n: 'number of devices' }, minzoom: 0, maxzoom: rawZoom - 1 }]
      : []),
    { id: 'devices', fields, minzoom: rawZoom, maxzoom: exportZoom },
    { id: 'cones', fields, minzoom: exportZoom, maxzoom: exportZoom },
  ];
}
