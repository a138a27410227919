import type { Metadata } from 'next';
import { CoverageTable } from '#components/map/coverage-items.tsx';
import styles from '#components/map/map.module.css';
import { readScene } from '#components/map/map-address.ts';
import { MapExplorer } from '#components/map/map-explorer.tsx';
import { MapNotes } from '#components/map/map-notes.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { parseExtent, wholeWorld } from '#lib/devices/extent.ts';
import { deviceGrades, noFilter, readFilter } from '#lib/devices/filter.ts';
import { findDeviceGrades, findOperatorKinds } from '#lib/devices/filter-choices.ts';
import { namedKinds } from '#lib/devices/filter-names.ts';
import { readOrder } from '#lib/devices/list-order.ts';
import { findFilterLabels } from '#lib/devices/names.ts';
import {
  countDevices,
  findDeviceDatasets,
  findHoles,
  findPlace,
  getDeviceList,
} from '#lib/devices/queries.ts';
import { getEnv } from '#lib/env.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import { getCoverage } from '#lib/tiles/coverage.ts';
import { ThematicPage } from './thematic-page.tsx';

export const dynamic = 'force-dynamic';

const { here, map } = getMessages();
export const metadata: Metadata = {
  title: map.title,
  description: map.deck,
  alternates: { canonical: '/map' },
};

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MapPage({ searchParams }: Props) {
  const query = toParameters(await searchParams);
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
  if (scene.view !== 'devices')
    return <ThematicPage view={scene.view} query={query} extent={extent} problems={sceneProblems} />;
  const filter = reading.ok ? reading.filter : noFilter;
  const place = filter.place === undefined ? null : await findPlace(filter.place);
  const shown = extent ?? place?.extent ?? wholeWorld;
  const [list, held, operatorKinds, grades, labels, coverage, holes, datasets] = await Promise.all([
    getDeviceList({ filter, extent: shown }, undefined, order),
    countDevices({}),
    findOperatorKinds(),
    findDeviceGrades(),
    findFilterLabels(filter),
    getCoverage(),
    findHoles(),
    findDeviceDatasets(),
  ]);

  const strangers = namedKinds.filter((kind) => filter[kind] !== undefined && labels[kind] === undefined);
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <PageHeader kicker={map.kicker} title={map.title} deck={map.deck} />
        <p className={styles.warning}>
          {map.empty} {map.unverified} <a href="/here">{here.link}</a>
        </p>
      </div>
      {problems.length > 0 && (
        <p className={styles.problem} role="status">
          {map.badFilter.replace('{problems}', problems.join('; '))}
        </p>
      )}
      {strangers.map((kind) => (
        <p key={kind} className={styles.problem} role="status">
          {fill(map.notHeld[kind], { name: filter[kind] ?? '' })}
        </p>
      ))}
      <MapExplorer
        filter={filter}
        scene={scene}
        mapboxToken={getEnv().MAPBOX_TOKEN ?? null}
        hasStreets={getEnv().BASEMAP_PMTILES !== undefined}
        extent={extent}
        place={place}
        list={list}
        order={order}
        choices={{
          technologies: held.byTechnology,
          operatorKinds,
          grades: deviceGrades.filter((grade) => grades.includes(grade)),
          datasets: held.byDataset,
        }}
        labels={labels}
        coverage={coverage}
      />
      <section aria-labelledby="coverage" className={styles.list}>
        <h2 id="coverage">{map.coverage}</h2>
        <p className={styles.note}>{map.coverageNote}</p>
        <CoverageTable coverage={coverage} />
      </section>
      <MapNotes holes={holes} datasets={datasets} />
    </div>
  );
}

function toParameters(values: Record<string, string | string[] | undefined>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const text of Array.isArray(value) ? value : [value])
      if (text !== undefined) query.append(name, text);
  }
  return query;
}
