'use client';

import { useEffect, useState } from 'react';
import { type DeviceFilter, toQuery } from '#lib/devices/filter.ts';
import { type Device, deviceListSchema, listedDevices } from '#lib/devices/schema.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatNumber } from '#lib/messages/format.ts';
import { measureMeters, toBoxOf } from './distance.ts';
import styles from './map.module.css';
import { formatBox } from './map-address.ts';
import { TechnologyMark } from './technology-mark.tsx';
import { fetchJson } from './tile-sets.ts';

type Props = {
  /** Where the opened device stands, and its spot, which is left out. */
  center: { lon: number; lat: number; cell: number };
  filter: DeviceFilter;
  onOpen: (device: Device) => void;
};

/** First width of the search in meters, and where it stops growing. */
const firstReach = 250;
const lastReach = 16_000;
const enough = 8;

/** Other spots with devices around the opened one, the nearest first; looked up when the reader asks for it. */
export function Nearby({ center, filter, onOpen }: Props) {
  const { map } = getMessages();
  const [asked, setAsked] = useState(false);
  const found = useNearby(asked ? center : null, filter);
  return (
    <details className={styles.nearby} onToggle={(event) => setAsked(event.currentTarget.open)}>
      <summary>{map.nearby}</summary>
      {asked && found === null && <p role="status">{map.opening}</p>}
      {found === 'failed' && <p role="status">{map.nearbyFailed}</p>}
      {found !== null && found !== 'failed' && found.length === 0 && <p>{map.nearbyNone}</p>}
      {found !== null && found !== 'failed' && (
        <ol className={styles.nearbyList}>
          {found.map(({ device, meters, others }) => (
            <li key={device.id}>
              <button type="button" onClick={() => onOpen(device)}>
                <TechnologyMark code={device.technologies[0]?.code ?? 'unknown'} />
                <span>
                  {device.technologies.map(({ label }) => label).join(', ') || map.unknownTechnology}
                  {others > 0 && ` ${fill(map.nearbyMore, { count: String(others) })}`}
                </span>
                <span className={styles.choiceCount}>
                  {fill(map.metersAway, { meters: formatNumber(Math.round(meters), defaultLocale) })}
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}

type Near = { device: Device; meters: number; others: number };

function useNearby(center: Props['center'] | null, filter: DeviceFilter): Near[] | 'failed' | null {
  const [found, setFound] = useState<Near[] | 'failed' | null>(null);
  useEffect(() => {
    if (center === null) return;
    const abort = new AbortController();
    findNearby(center, filter, abort.signal).then(setFound, () => {
      if (!abort.signal.aborted) setFound('failed');
    });
    return () => abort.abort();
  }, [center, filter]);
  return found;
}

/** Widens or narrows the box until the list holds all of it and enough; then everything in its circle is known. */
async function findNearby(
  center: Props['center'],
  filter: DeviceFilter,
  signal: AbortSignal,
): Promise<Near[]> {
  let reach = firstReach;
  let tooWide = Number.POSITIVE_INFINITY;
  for (;;) {
    const query = toQuery(filter);
    query.set('bbox', formatBox(toBoxOf(center, reach)));
    const list = await fetchJson(`/tiles/devices/list.json?${query}`, deviceListSchema, signal);
    const isWhole = list.total <= listedDevices;
    if (!isWhole && reach > 30) {
      tooWide = reach;
      reach /= 2;
      continue;
    }
    const near = toNear(list.devices, center, reach);
    if (near.length >= enough || reach * 2 >= tooWide || reach * 2 > lastReach) return near;
    reach *= 2;
  }
}

function toNear(devices: readonly Device[], center: Props['center'], reach: number): Near[] {
  const bySpot = new Map<number, Near>();
  for (const device of devices) {
    if (device.cell === center.cell) continue;
    const meters = measureMeters(center, device);
    // The corners of the box lie farther away than what the search beside it would have found.
    if (meters > reach) continue;
    const held = bySpot.get(device.cell);
    if (held === undefined) bySpot.set(device.cell, { device, meters, others: 0 });
    else held.others += 1;
  }
  return [...bySpot.values()].sort((a, b) => a.meters - b.meters).slice(0, 12);
}
