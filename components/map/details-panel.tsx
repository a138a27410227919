'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { parseExtent } from '#lib/devices/extent.ts';
import { type DeviceFilter, noFilter } from '#lib/devices/filter.ts';
import { type Device, deviceSchema } from '#lib/devices/schema.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import type { Coverage } from '#lib/tiles/coverage-schema.ts';
import { CopyLink } from './copy-link.tsx';
import { CoverageCard } from './coverage-items.tsx';
import { DeviceCard } from './device-card.tsx';
import { toBoxAround } from './device-facts.ts';
import styles from './map.module.css';
import { toMapHref } from './map-address.ts';
import { Nearby } from './nearby.tsx';
import type { Picked } from './pick.ts';
import { fetchJson } from './tile-sets.ts';

type Props = {
  picked: Picked;
  coverage: Coverage;
  /** What the chosen view says of what was opened in it. */
  overlayDetails: ReactNode;
  title: string;
  filter: DeviceFilter;
  onClose: () => void;
  onOpenDevice: (device: Device) => void;
};

/** What was opened: beside the map on a wide screen, a sheet from below on a phone. Escape closes it. */
export function DetailsPanel(props: Props) {
  const { picked, coverage, overlayDetails, title, filter, onClose, onOpenDevice } = props;
  const { map } = getMessages();
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    opener.current = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true });
    };
  }, []);
  return (
    <aside
      className={styles.panel}
      aria-labelledby="details-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className={styles.panelHead}>
        <h2 id="details-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" onClick={onClose} aria-label={map.close} title={map.close}>
          ×
        </button>
      </div>
      {overlayDetails}
      {picked.kind === 'country' && overlayDetails === null && (
        <>
          <CoverageCard places={coverage.places.filter((place) => place.country === picked.code)} />
          <p>
            <a href={`/places/${picked.code}`}>
              {map.openPlace.replace('{place}', toCountryName(picked.code))}
            </a>
          </p>
          <p>
            <a href={`/map?place=${picked.code}`}>
              {map.devicesOf.replace('{place}', toCountryName(picked.code))}
            </a>
          </p>
        </>
      )}
      {picked.kind === 'devices' && (
        <DevicesAt cell={picked.cell} filter={filter} onOpenDevice={onOpenDevice} />
      )}
    </aside>
  );
}

type DevicesAtProps = Pick<Props, 'filter' | 'onOpenDevice'> & { cell: number };

function DevicesAt({ cell, filter, onOpenDevice }: DevicesAtProps) {
  const { map } = getMessages();
  const [devices, setDevices] = useState<Device[] | 'failed' | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    fetchJson(`/tiles/devices/at/${cell}.json`, z.array(deviceSchema), abort.signal).then(setDevices, () => {
      if (!abort.signal.aborted) setDevices('failed');
    });
    return () => abort.abort();
  }, [cell]);
  if (devices === null) return <p>{map.opening}</p>;
  if (devices === 'failed') return <p>{map.cardFailed}</p>;
  const [first] = devices;
  return (
    <>
      <DeviceCard devices={devices} />
      {first !== undefined && (
        <>
          <Nearby center={{ lon: first.lon, lat: first.lat, cell }} filter={filter} onOpen={onOpenDevice} />
          <CopyLink href={toMapHref(noFilter, parseExtent(toBoxAround(first)))} />
        </>
      )}
    </>
  );
}

/** What the map itself calls that which was opened. */
export function toDetailsTitle(picked: Picked, coverage: Coverage): string {
  const { map } = getMessages();
  if (picked.kind !== 'country') return map.card;
  const held = coverage.places.find((place) => place.code === picked.code);
  return map.coverageOf.replace('{place}', held?.label ?? toCountryName(picked.code));
}

/** Name of an ISO 3166-1 code in the reader's language, else the code. */
function toCountryName(code: string): string {
  try {
    return new Intl.DisplayNames([defaultLocale], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
