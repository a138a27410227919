'use client';

import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import type { DeviceFilter } from '#lib/devices/filter.ts';
import { deviceTilesetSchema } from '#lib/tiles/device-tileset.ts';
import { DrawnDevicesStore } from './drawn-devices.ts';
import { fetchJson } from './tile-sets.ts';
import type { Engine } from './use-engine.ts';
import type { DevicePicture, View, WorkerReply, WorkerRequest } from './worker/protocol.ts';

/** What the page around the map is told of a view; what is drawn goes to the engine directly. */
type Told = Omit<DevicePicture, 'cells' | 'density'>;

export type HeldPicture = Told & {
  drawn: DrawnDevicesStore;
  retry: () => void;
  /**
   * Draws a filter that the page has not taken over.
   *
   * @param take has the page take it over; called within a transition, together with the counts where they come soon
   */
  ask: (filter: DeviceFilter, take: () => void) => void;
};

const nothing: Told = {
  box: null,
  tally: null,
  spots: [],
  isRaw: false,
  missing: 0,
};

/** For views without devices. */
export const noPicture: HeldPicture = {
  ...nothing,
  drawn: new DrawnDevicesStore(),
  retry: () => {},
  ask: () => {},
};

type Options = { engine: Engine; filter: DeviceFilter; view: Omit<View, 'filter'> | null };

/** Longest that the page waits for the counts of a filter before it shows the filter alone (ms). */
const patience = 300;

/** The devices of a view, counted and filtered by a worker. */
export function useDevicePicture({ engine, filter, view }: Options): HeldPicture {
  const worker = useRef<Worker | null>(null);
  const asked = useRef<{ id: number; filter?: DeviceFilter; view?: unknown }>({ id: 0 });
  const untaken = useRef<{ filter: DeviceFilter; take: () => void } | null>(null);
  const taken = useRef(filter);
  const [picture, setPicture] = useState(nothing);
  const [drawn] = useState(() => new DrawnDevicesStore());
  const devices = engine.state === 'ready' ? engine.data.devices : null;

  useEffect(() => {
    if (devices === null) return;
    const started = new Worker(new URL('./worker/device-worker.ts', import.meta.url), { type: 'module' });
    const origin = window.location.origin;
    const send = (request: WorkerRequest) => started.postMessage(request);
    started.addEventListener('message', ({ data }: MessageEvent<WorkerReply>) => {
      if (data.kind === 'picture') {
        if (data.id !== asked.current.id) return;
        const { cells, density, ...told } = data;
        drawn.set({ cells, density }, () => {
          const waiting = untaken.current;
          untaken.current = null;
          // In slices between which the reader's hand is served.
          startTransition(() => {
            waiting?.take();
            setPicture(told);
          });
        });
        return;
      }
      fetchJson('/tiles/devices.json', deviceTilesetSchema).then(
        (tileset) => send({ kind: 'tileset', tileset, origin }),
        () => {},
      );
    });
    send({ kind: 'tileset', tileset: devices, origin });
    worker.current = started;
    asked.current = { id: asked.current.id };
    return () => {
      started.terminate();
      worker.current = null;
    };
  }, [devices, drawn]);

  const send = useCallback(
    (next: DeviceFilter) => {
      if (view === null || worker.current === null) return;
      const { id, ...before } = asked.current;
      if (before.filter === next && before.view === view) return;
      asked.current = { id: id + 1, filter: next, view };
      drawn.filter(next);
      worker.current.postMessage({ kind: 'view', id: id + 1, filter: next, ...view } satisfies WorkerRequest);
    },
    [view, drawn],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a worker that was started anew is asked anew
  useEffect(() => {
    // What the page has come to meanwhile, by a place for example, is newer than what it was to take over.
    if (taken.current !== filter) untaken.current = null;
    taken.current = filter;
    send(untaken.current?.filter ?? filter);
  }, [send, filter, devices]);
  const ask = useCallback(
    (next: DeviceFilter, take: () => void) => {
      if (worker.current === null) return startTransition(take);
      const waiting = { filter: next, take };
      untaken.current = waiting;
      send(next);
      setTimeout(() => {
        if (untaken.current !== waiting) return;
        untaken.current = null;
        startTransition(take);
      }, patience);
    },
    [send],
  );
  const retry = useCallback(() => worker.current?.postMessage({ kind: 'retry' } satisfies WorkerRequest), []);
  return { ...picture, drawn, retry, ask };
}
