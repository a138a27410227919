'use client';

import { type ComponentType, useCallback, useEffect, useState } from 'react';
import type { CanvasProps, StartCamera } from './engine/canvas-props.ts';
import type MapCanvas from './map-canvas.tsx';
import { fetchMapData, type MapData } from './tile-sets.ts';

export type EngineName = 'maplibre' | 'mapbox';

export type Engine =
  | { state: 'waiting' }
  | {
      state: 'ready';
      name: EngineName;
      Canvas: ComponentType<Parameters<typeof MapCanvas>[0]>;
      Shell: ComponentType<CanvasProps>;
      data: MapData;
      /** Where another engine left off. */
      camera: StartCamera | null;
    }
  | { state: 'noWebgl' }
  | { state: 'failed' };

/**
 * The engine that draws, loaded only in a browser that can. Mapbox is loaded when the reader asks for it and never
 * before; when it fails, MapLibre takes its place and `refused` tells.
 */
export function useEngine(hasStreets = false): {
  engine: Engine;
  refused: string | null;
  choose: (name: EngineName, camera: StartCamera | null) => void;
  fail: (reason: string) => void;
  reload: () => void;
} {
  const [engine, setEngine] = useState<Engine>({ state: 'waiting' });
  const [wanted, setWanted] = useState<Wanted>({ name: 'maplibre', attempt: 0, camera: null });
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => {
    let left = false;
    loadEngine(wanted, hasStreets).then((loaded) => {
      if (left) return;
      if (loaded.state === 'failed' && wanted.name === 'mapbox') {
        setRefused('load');
        setWanted((held) => ({ ...held, name: 'maplibre' }));
      } else setEngine(loaded);
    });
    return () => {
      left = true;
    };
  }, [wanted, hasStreets]);
  const choose = useCallback((name: EngineName, camera: StartCamera | null) => {
    setRefused(null);
    setWanted((held) => ({ ...held, name, camera }));
  }, []);
  const reload = useCallback(() => {
    setEngine({ state: 'waiting' });
    setWanted((held) => ({ ...held, attempt: held.attempt + 1 }));
  }, []);
  const fail = useCallback(
    (reason: string) => {
      if (wanted.name === 'maplibre') return setEngine({ state: 'failed' });
      setRefused(reason);
      setWanted((held) => ({ ...held, name: 'maplibre' }));
    },
    [wanted.name],
  );
  return { engine, refused, choose, fail, reload };
}

type Wanted = { name: EngineName; attempt: number; camera: StartCamera | null };

async function loadEngine({ name, camera }: Wanted, hasStreets: boolean): Promise<Engine> {
  if (document.createElement('canvas').getContext('webgl2') === null) return { state: 'noWebgl' };
  try {
    const [{ default: Canvas }, { default: Shell }, data] = await Promise.all([
      import('./map-canvas.tsx'),
      name === 'mapbox' ? import('./engine/mapbox-canvas.tsx') : import('./engine/maplibre-canvas.tsx'),
      fetchMapData(hasStreets),
    ]);
    return { state: 'ready', name, Canvas, Shell, data, camera };
  } catch {
    return { state: 'failed' };
  }
}
