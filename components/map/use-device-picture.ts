'use client';

import { useEffect, useRef, useState } from 'react';
import type { DeviceFilter } from '#lib/devices/filter.ts';
import { deviceTilesetSchema } from '#lib/tiles/device-tileset.ts';
import { fetchJson } from './tile-sets.ts';
import type { Engine } from './use-engine.ts';
import type { DevicePicture, View, WorkerReply, WorkerRequest } from './worker/protocol.ts';

export const noPicture: DevicePicture = {
  box: null,
  cells: { type: 'FeatureCollection', features: [] },
  density: { type: 'FeatureCollection', features: [] },
  tally: null,
  spots: [],
  isRaw: false,
  missing: 0,
};

type Options = { engine: Engine; filter: DeviceFilter; view: Omit<View, 'filter'> | null };

/** The devices of a view, counted and filtered by a worker. */
export function useDevicePicture({ engine, filter, view }: Options): DevicePicture & { retry: () => void } {
  const worker = useRef<Worker | null>(null);
  const asked = useRef(0);
  const [picture, setPicture] = useState(noPicture);
  const devices = engine.state === 'ready' ? engine.data.devices : null;
  const post = (request: WorkerRequest) => worker.current?.postMessage(request);

  useEffect(() => {
    if (devices === null) return;
    const started = new Worker(new URL('./worker/device-worker.ts', import.meta.url), { type: 'module' });
    const origin = window.location.origin;
    const send = (request: WorkerRequest) => started.postMessage(request);
    started.addEventListener('message', ({ data }: MessageEvent<WorkerReply>) => {
      if (data.kind === 'picture') {
        if (data.id === asked.current) setPicture(data);
        return;
      }
      fetchJson('/tiles/devices.json', deviceTilesetSchema).then(
        (tileset) => send({ kind: 'tileset', tileset, origin }),
        () => {},
      );
    });
    send({ kind: 'tileset', tileset: devices, origin });
    worker.current = started;
    return () => {
      started.terminate();
      worker.current = null;
    };
  }, [devices]);

  useEffect(() => {
    if (devices === null || view === null) return;
    asked.current += 1;
    worker.current?.postMessage({ kind: 'view', id: asked.current, filter, ...view } satisfies WorkerRequest);
  }, [devices, filter, view]);

  return { ...picture, retry: () => post({ kind: 'retry' }) };
}
