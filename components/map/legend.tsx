'use client';

import { getMessages } from '#lib/messages/catalog.ts';
import styles from './map.module.css';

type Props = { showCoverage: boolean; onShowCoverage: (show: boolean) => void };

/** How to read the map, and the switch of its shading. Technologies explain themselves in the filter. */
export function Legend({ showCoverage, onShowCoverage }: Props) {
  const { map } = getMessages();
  const steps = [map.coverageSteps.one, map.coverageSteps.few, map.coverageSteps.many];
  return (
    <div className={styles.legend}>
      <h2>{map.legend}</h2>
      <label className={styles.switch}>
        <input
          type="checkbox"
          checked={showCoverage}
          onChange={(event) => onShowCoverage(event.currentTarget.checked)}
        />
        <span>{map.coverageShow}</span>
      </label>
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
      <ul className={styles.legendNotes}>
        <li>{map.legendCells}</li>
        <li>{map.legendCones}</li>
        <li>{map.legendGrey}</li>
        <li>{map.legendDashed}</li>
      </ul>
    </div>
  );
}
