'use client';

import { useState } from 'react';
import type { Position } from '#lib/here/position-text.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatNumber } from '#lib/messages/format.ts';
import styles from './here-finder.module.css';

type State = 'idle' | 'waiting' | 'denied' | 'unavailable' | 'missing' | { roughKm: number };

/** Below this the device's own uncertainty does not matter beside that of a drawn border. */
const roughFromKm = 1;

/** The button that asks the browser for the position, after saying what that means. */
export function DevicePosition({
  onPosition,
}: {
  onPosition: (position: Position, unsureKm: number) => void;
}) {
  const { device } = getMessages().here;
  const [state, setState] = useState<State>('idle');

  const ask = () => {
    if (!('geolocation' in navigator)) {
      setState('missing');
      return;
    }
    setState('waiting');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const unsureKm = coords.accuracy / 1000;
        setState(unsureKm >= roughFromKm ? { roughKm: Math.ceil(unsureKm) } : 'idle');
        onPosition({ lat: coords.latitude, lon: coords.longitude }, unsureKm);
      },
      (error) => setState(error.code === error.PERMISSION_DENIED ? 'denied' : 'unavailable'),
      // A country needs no satellites; an old answer could be from the last journey.
      { enableHighAccuracy: false, maximumAge: 0, timeout: 30_000 },
    );
  };

  return (
    <div className={styles.device}>
      <button
        type="button"
        aria-describedby="device-before"
        aria-disabled={state === 'waiting'}
        onClick={() => state !== 'waiting' && ask()}
      >
        {device.button}
      </button>
      <p id="device-before" className={styles.small}>
        {device.before}
      </p>
      <p role="status" className={styles.message}>
        {state === 'idle'
          ? ''
          : typeof state === 'string'
            ? device[state]
            : fill(device.rough, { km: formatNumber(state.roughKm, defaultLocale) })}
      </p>
    </div>
  );
}
