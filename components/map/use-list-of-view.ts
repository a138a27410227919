'use client';

import { type RefObject, useEffect, useMemo, useState } from 'react';
import type { Extent } from '#lib/devices/extent.ts';
import { type DeviceFilter, toQuery } from '#lib/devices/filter.ts';
import { type ListOrder, writeOrder } from '#lib/devices/list-order.ts';
import { type DeviceList, deviceListSchema } from '#lib/devices/schema.ts';
import { formatBox } from './map-address.ts';
import { fetchJson } from './tile-sets.ts';

type ListState = {
  list: DeviceList;
  /** `stale` until the reader comes to it: the map alone then needs no request for another filter. */
  state: 'current' | 'stale' | 'loading' | 'failed';
  retry: () => void;
};

/** Keeps the list with filter and extent, but asks for it only while it is in sight (or about to be). */
export function useListOfView(
  section: RefObject<HTMLElement | null>,
  filter: DeviceFilter,
  extent: Extent | null,
  order: ListOrder,
  first: DeviceList,
): ListState {
  const query = useMemo(() => {
    const parameters = toQuery(filter);
    if (extent !== null) parameters.set('bbox', formatBox(extent));
    writeOrder(parameters, order);
    return parameters.toString();
  }, [filter, extent, order]);
  const [held, setHeld] = useState({ query, list: first });
  const [failed, setFailed] = useState<string | null>(null);
  const inSight = useIsInSight(section);
  const isCurrent = held.query === query;
  useEffect(() => {
    if (!inSight || isCurrent || failed === query) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      fetchJson(`/tiles/devices/list.json?${query}`, deviceListSchema, abort.signal).then(
        (list) => setHeld({ query, list }),
        () => {
          if (!abort.signal.aborted) setFailed(query);
        },
      );
    }, 200);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query, isCurrent, inSight, failed]);
  const state = isCurrent ? 'current' : failed === query ? 'failed' : inSight ? 'loading' : 'stale';
  return { list: held.list, state, retry: () => setFailed(null) };
}

function useIsInSight(element: RefObject<HTMLElement | null>): boolean {
  const [inSight, setInSight] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    const observer = new IntersectionObserver(([entry]) => setInSight(entry?.isIntersecting === true));
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return inSight;
}
