import { readScene } from '#components/map/map-address.ts';
import type { MapExplorerProps } from '#components/map/map-explorer.tsx';
import { parseExtent, wholeWorld } from '#lib/devices/extent.ts';
import { deviceGrades, noFilter, readFilter } from '#lib/devices/filter.ts';
import { findDeviceGrades, findOperatorKinds } from '#lib/devices/filter-choices.ts';
import { type NamedKind, namedKinds } from '#lib/devices/filter-names.ts';
import { readOrder } from '#lib/devices/list-order.ts';
import { findFilterLabels } from '#lib/devices/names.ts';
import { countDevices, findPlace, getDeviceList } from '#lib/devices/queries.ts';
import { getEnv } from '#lib/env.ts';
import { getCoverage } from '#lib/tiles/coverage.ts';

/** What an address asks the map of devices for. */
export type MapQuestion = ReturnType<typeof readMapQuestion>;

/** Reads the address of a map; what makes no sense is named and left out. */
export function readMapQuestion(values: Record<string, string | string[] | undefined>) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const text of Array.isArray(value) ? value : [value])
      if (text !== undefined) query.append(name, text);
  }
  const reading = readFilter(query);
  const bbox = query.get('bbox');
  const extent = bbox === null ? null : parseExtent(bbox);
  const { scene, problems: sceneProblems } = readScene(query);
  const { order, problems: orderProblems } = readOrder(query);
  const problems = [
    ...sceneProblems,
    ...orderProblems,
    ...(reading.ok ? [] : reading.problems),
    ...(bbox !== null && extent === null ? ['bbox: must be west,south,east,north in degrees'] : []),
  ];
  return {
    query,
    filter: reading.ok ? reading.filter : noFilter,
    extent,
    scene,
    sceneProblems,
    order,
    problems,
  };
}

/** Everything that the map of devices begins with, and the names that it asks for and nobody holds. */
export async function loadMap({
  filter,
  extent,
  scene,
  order,
}: MapQuestion): Promise<{ explorer: Omit<MapExplorerProps, 'holes'>; strangers: NamedKind[] }> {
  const place = filter.place === undefined ? null : await findPlace(filter.place);
  const shown = extent ?? place?.extent ?? wholeWorld;
  const [list, held, operatorKinds, grades, labels, coverage] = await Promise.all([
    getDeviceList({ filter, extent: shown }, undefined, order),
    countDevices({}),
    findOperatorKinds(),
    findDeviceGrades(),
    findFilterLabels(filter),
    getCoverage(),
  ]);
  const env = getEnv();
  return {
    explorer: {
      filter,
      scene,
      mapboxToken: env.MAPBOX_TOKEN ?? null,
      hasStreets: env.BASEMAP_PMTILES !== undefined,
      extent,
      place,
      list,
      order,
      choices: {
        technologies: held.byTechnology,
        operatorKinds,
        grades: deviceGrades.filter((grade) => grades.includes(grade)),
        datasets: held.byDataset,
      },
      labels,
      coverage,
    },
    strangers: namedKinds.filter((kind) => filter[kind] !== undefined && labels[kind] === undefined),
  };
}
