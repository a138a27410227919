import { noFilter } from '#lib/devices/filter.ts';
import { toAttributeText, toSituationText } from '#lib/tiles/combinations.ts';
import { type CubeStore, getCube, makeCubes } from '#lib/tiles/cube-store.ts';
import { toPointTile } from '#lib/tiles/device-tiles.ts';
import { deinterleave, gridBits } from '#lib/tiles/morton.ts';
import type { Snapshot } from '#lib/tiles/snapshot.ts';
import { SnapshotBuilder } from '#lib/tiles/snapshot-builder.ts';
import type { TileAddress } from '#lib/tiles/tile-address.ts';
import { makeDevices, operatorKinds, syntheticDatasets } from './synthetic-devices.ts';

/** What so many devices cost, without a database: memory, cubes, first view, and one tile of single devices. */
export async function measureCurve(count: number): Promise<string> {
  const snapshot = await makeSnapshot(count);
  const started = performance.now();
  const processor = process.cpuUsage();
  const cubes = makeCubes(snapshot);
  const cubesMs = performance.now() - started;
  const cubesCpu = process.cpuUsage(processor).user / 1000;
  const raw = [snapshot.rawZoom, 14].map((z) => {
    const times = drawTiles(snapshot, z, 200).map((tile) => {
      const begun = performance.now();
      toPointTile(snapshot, noFilter, tile);
      return performance.now() - begun;
    });
    times.sort((a, b) => a - b);
    const at = (part: number) => (times[Math.floor(times.length * part)] ?? 0).toFixed(3);
    return `z${z} ${at(0.5)} / ${at(0.95)} ms`;
  });
  const first = toWorldView(cubes);
  const dictionary = JSON.stringify(snapshot.dictionary).length;
  return [
    `${count} devices: columns ${toMegabytes(countColumnBytes(snapshot))}, cubes ${toMegabytes(cubes.bytes.length)} in ${cubes.ranges.size} tiles`,
    `made in ${(cubesMs / 1000).toFixed(1)} s (${(cubesCpu / 1000).toFixed(1)} s of processor)`,
    `first view ${((first + dictionary) / 1000).toFixed(0)} kB`,
    `single devices from zoom ${snapshot.rawZoom}; such a tile p50 / p95 ${raw.join(', ')}`,
  ].join('; ');
}

/** Tiles around devices drawn evenly from all, so that dense places come up as often as readers look at them. */
export function drawTiles(snapshot: Snapshot, z: number, count: number): TileAddress[] {
  const scale = 2 ** (gridBits - z);
  const step = Math.max(1, Math.floor(snapshot.count / count));
  const tiles = new Map<string, TileAddress>();
  for (let i = 0; i < snapshot.count; i += step) {
    const { column, row } = deinterleave(snapshot.cells[i] ?? 0);
    const tile = { z, x: Math.floor(column / scale), y: Math.floor(row / scale) };
    tiles.set(`${tile.x}/${tile.y}`, tile);
  }
  return [...tiles.values()];
}

async function makeSnapshot(count: number): Promise<Snapshot> {
  const builder = new SnapshotBuilder();
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(300);
  for await (const device of makeDevices(count)) {
    const { technologies, status, year, country, region, town } = device;
    const dataset = syntheticDatasets[device.dataset];
    const operator = device.operator === null ? 'unknown' : (operatorKinds[device.operator] ?? 'other');
    const attributes = toAttributeText({ technologies, status, operator, year, dataset: dataset?.id ?? '' });
    const situation = toSituationText({ country, region, town: `gn-${town}`, vendor: null });
    encoder.encodeInto(`${attributes}${situation}`, bytes);
    builder.addTexts(device.cell, bytes, 0);
    if (device.bearing !== null) builder.addBearing(device.bearing);
  }
  const grades = new Map(syntheticDatasets.map(({ id, tier }) => [id, tier]));
  const state = { loads: '', edits: '' };
  return builder.build({ version: '0123456789ab', state, takenAt: '', xmin: '0', reach: new Map(), grades });
}

function countColumnBytes(snapshot: Snapshot): number {
  const { cells, attributeIndexes, situationIndexes, bearingStarts, bearings, fieldsOfView } = snapshot;
  const columns = [cells, attributeIndexes, situationIndexes, bearingStarts, bearings, fieldsOfView];
  return columns.reduce((sum, column) => sum + column.byteLength, 0);
}

/** The four tiles of zoom 1. */
function toWorldView(cubes: CubeStore): number {
  const corners = [0, 1].flatMap((x) => [0, 1].map((y) => ({ z: 1, x, y })));
  return corners.reduce((sum, tile) => sum + (getCube(cubes, tile)?.length ?? 0), 0);
}

function toMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
