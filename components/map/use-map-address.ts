'use client';

import { useEffect, useRef } from 'react';
import type { Extent } from '#lib/devices/extent.ts';
import type { DeviceFilter } from '#lib/devices/filter.ts';
import type { ListOrder } from '#lib/devices/list-order.ts';
import { type MapScene, toMapHref } from './map-address.ts';

type State = {
  filter: DeviceFilter;
  extent: Extent | null;
  scene: MapScene;
  order: ListOrder;
  enabled: boolean;
};

/** Writes the state of the map to the address bar, a moment after the last change; nothing is loaded by it. */
export function useMapAddress({ filter, extent, scene, order, enabled }: State): void {
  const href = toMapHref(filter, extent, scene, order);
  const written = useRef(href);
  useEffect(() => {
    if (!enabled || written.current === href) return;
    const timer = setTimeout(() => {
      written.current = href;
      window.history.replaceState(window.history.state, '', href);
    }, 250);
    return () => clearTimeout(timer);
  }, [href, enabled]);
}
