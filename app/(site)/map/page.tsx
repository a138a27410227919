import type { Metadata } from 'next';
import { CoverageTable } from '#components/map/coverage-items.tsx';
import styles from '#components/map/map.module.css';
import { MapExplorer } from '#components/map/map-explorer.tsx';
import { MapNotes } from '#components/map/map-notes.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { findDeviceDatasets, findHoles } from '#lib/devices/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import { loadMap, readMapQuestion } from '../../map-data.ts';
import type { SearchState } from '../search-state.ts';
import { ThematicPage } from './thematic-page.tsx';

export const dynamic = 'force-dynamic';

const { here, map } = getMessages();
export const metadata: Metadata = {
  title: map.title,
  description: map.deck,
  alternates: { canonical: '/map' },
};

export default async function MapPage({ searchParams }: { searchParams: SearchState }) {
  const question = readMapQuestion(await searchParams);
  const { query, filter, extent, scene, sceneProblems, problems } = question;
  if (scene.view !== 'devices')
    return <ThematicPage view={scene.view} query={query} extent={extent} problems={sceneProblems} />;
  const [{ explorer, strangers }, holes, datasets] = await Promise.all([
    loadMap(question),
    findHoles(),
    findDeviceDatasets(),
  ]);
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
      <MapExplorer {...explorer} holes={holes} />
      <section aria-labelledby="coverage" className={styles.list}>
        <h2 id="coverage">{map.coverage}</h2>
        <p className={styles.note}>{map.coverageNote}</p>
        <CoverageTable coverage={explorer.coverage} />
      </section>
      <MapNotes holes={holes} datasets={datasets} />
    </div>
  );
}
