'use client';

import { formatExtent } from '#lib/devices/extent.ts';
import { mapStepKm, toMapBox } from '#lib/here/map-box.ts';
import type { Position } from '#lib/here/position-text.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import styles from './here-finder.module.css';

/** The way to the devices around a spot. Its address names the spot roughly, so it is made only for a reader who asks. */
export function DevicesAround({ position }: { position: Position }) {
  const { devices } = getMessages().here;
  return (
    <details className={styles.devices} data-screen-only="">
      <summary>{devices.title}</summary>
      <p>{fill(devices.warning, { km: String(mapStepKm) })}</p>
      <p>
        <a href={`/map?bbox=${formatExtent(toMapBox(position))}`}>{devices.open}</a>
      </p>
    </details>
  );
}
