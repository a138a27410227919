import type { DatasetHole } from '#lib/devices/schema.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import styles from './map.module.css';

type Dataset = {
  id: string;
  title: string;
  license: string;
  licenseUrl: string | null;
  attribution: string;
  wording: string;
};

/** What the map does not show, and whose data it is. */
export function MapNotes({
  holes,
  datasets,
}: {
  holes: readonly DatasetHole[];
  datasets: readonly Dataset[];
}) {
  const { map } = getMessages();
  return (
    <div className={styles.notes}>
      {holes.length > 0 && (
        <section aria-labelledby="holes">
          <h2 id="holes">{map.holes}</h2>
          <p>{map.holesIntro}</p>
          <ul>
            {holes.map((hole) => (
              <li key={hole.label}>
                <strong>{hole.label}</strong>: {hole.reason} ({hole.dataset}).
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="map-sources">
        <h2 id="map-sources">{map.sources}</h2>
        <ul>
          {datasets.map((dataset) => (
            <li key={dataset.id}>
              {dataset.attribution} <em>{dataset.wording}</em>.{' '}
              {dataset.licenseUrl === null ? (
                dataset.license
              ) : (
                <a href={dataset.licenseUrl} rel="noreferrer">
                  {dataset.license}
                </a>
              )}
            </li>
          ))}
          <li>{map.basemapCredit}</li>
        </ul>
        <p>{map.privacy}</p>
      </section>
    </div>
  );
}
