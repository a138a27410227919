'use client';

import { getMessages } from '#lib/messages/catalog.ts';
import styles from './map.module.css';
import type { MapScene } from './map-address.ts';

type Props = { scene: MapScene };

/** How to read the map. Technologies explain themselves in the filter. */
export function Legend({ scene }: Props) {
  const { map } = getMessages();
  const steps = [map.coverageSteps.one, map.coverageSteps.few, map.coverageSteps.many];
  return (
    <div className={styles.legend}>
      <h2>{map.legend}</h2>
      {scene.view === 'coverage' && (
        <ul className={styles.steps}>
          {steps.map((label, index) => (
            <li key={label}>
              <span className={styles.step} data-step={index} aria-hidden="true" />
              {label}
            </li>
          ))}
          <li>
            <span className={styles.step} data-step="unknown" aria-hidden="true" />
            {map.coverageNone}
          </li>
        </ul>
      )}
      <ul className={styles.legendNotes}>
        <li>{map.legendCells}</li>
        <li>{map.legendCones}</li>
        <li>{map.legendGrey}</li>
        <li>{map.legendDashed}</li>
      </ul>
    </div>
  );
}
