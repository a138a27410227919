import type { Metadata } from 'next';
import styles from '#components/map/embed.module.css';
import { MapExplorer } from '#components/map/map-explorer.tsx';
import { MapNotes } from '#components/map/map-notes.tsx';
import { findDeviceDatasets, findHoles } from '#lib/devices/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { loadMap, readMapQuestion } from '../../map-data.ts';

export const dynamic = 'force-dynamic';

const { map } = getMessages();
export const metadata: Metadata = {
  title: map.title,
  robots: { index: false },
  alternates: { canonical: '/map' },
};

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The map of devices for a frame on another site: map, warning, way to the whole, and the list folded below. */
export default async function EmbeddedMap({ searchParams }: Props) {
  const question = readMapQuestion(await searchParams);
  const [{ explorer }, holes, datasets] = await Promise.all([
    loadMap({ ...question, scene: { ...question.scene, view: 'devices' } }),
    findHoles(),
    findDeviceDatasets(),
  ]);
  return (
    <main id="content" className={styles.page}>
      {/* The pages of the site refuse to be framed, so every link leaves the frame. */}
      <base target="_blank" />
      <h1>{map.title}</h1>
      <p className={styles.warning}>{map.empty}</p>
      {question.problems.length > 0 && (
        <p role="status">{map.badFilter.replace('{problems}', question.problems.join('; '))}</p>
      )}
      <MapExplorer {...explorer} holes={holes} embedded />
      <MapNotes holes={holes} datasets={datasets} />
    </main>
  );
}
