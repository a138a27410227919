'use client';

import type { RefObject } from 'react';
import { getMessages } from '#lib/messages/catalog.ts';
import styles from './map.module.css';
import type { MapHandle } from './map-canvas.tsx';
import type { useEngine } from './use-engine.ts';

type Props = { engine: ReturnType<typeof useEngine>; handle: RefObject<MapHandle | null> };

/** Shown where the operator has a Mapbox token: says what Mapbox would learn before anything is asked of it. */
export function EngineChoice({ engine, handle }: Props) {
  const { map } = getMessages();
  const { engine: current, refused, choose } = engine;
  if (current.state !== 'ready') return null;
  const choice = map.engine;
  return (
    <details className={styles.engine}>
      <summary>{choice.title}</summary>
      {current.name === 'maplibre' ? (
        <>
          <p>{choice.ours}</p>
          {refused !== null && (
            <p role="status" className={styles.trouble}>
              {choice.refused}
            </p>
          )}
          <p>{choice.told}</p>
          <ul>
            {choice.learns.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <button type="button" onClick={() => choose('mapbox', handle.current?.camera() ?? null)}>
            {choice.useMapbox}
          </button>
        </>
      ) : (
        <>
          <p>{choice.inUse}</p>
          <button type="button" onClick={() => choose('maplibre', handle.current?.camera() ?? null)}>
            {choice.useOurs}
          </button>
        </>
      )}
    </details>
  );
}
