'use client';

import { useEffect, useState } from 'react';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount } from '#lib/messages/format.ts';
import styles from './map.module.css';
import type { Spot } from './spots.ts';
import type { DevicePicture } from './worker/protocol.ts';

type Props = {
  picture: DevicePicture;
  /** Takes the place of the sentence about devices. */
  summary?: string | undefined;
  describeSpot?: ((spot: Spot) => string) | undefined;
  /** The filter as a part of a sentence. */
  label: string;
  zoom: number | null;
  spot: Spot | null;
  missing: number;
  onRetry: () => void;
};

/** What the map shows as a sentence, told politely when it has come to rest; and what could not be loaded. */
export function MapStatus(props: Props) {
  const { picture, label, zoom, spot, missing, onRetry } = props;
  const { map } = getMessages();
  const { tally, spots } = picture;
  const online = useIsOnline();
  const counted =
    tally === null || zoom === null
      ? map.counting
      : fill(map.summaryNow, {
          devices: formatCount(tally.total, map.summary, defaultLocale),
          label,
          zoom: zoom.toFixed(1),
        });
  return (
    <div className={styles.status}>
      <p aria-live="polite" aria-atomic="true">
        {spot === null
          ? (props.summary ?? counted)
          : (props.describeSpot?.(spot) ?? describeSpot(spot, spots))}
      </p>
      {(missing > 0 || !online) && (
        <p className={styles.trouble} role="status">
          {online ? formatCount(missing, map.missingTiles, defaultLocale) : map.offline}{' '}
          <button type="button" onClick={onRetry}>
            {map.tryAgain}
          </button>
        </p>
      )}
      <a className={styles.credit} href="#map-sources">
        {map.credit}
      </a>
    </div>
  );
}

function describeSpot(spot: Spot, spots: readonly Spot[]): string {
  const { map } = getMessages();
  const place = {
    position: String(spots.findIndex(({ id }) => id === spot.id) + 1),
    of: String(spots.length),
    devices: formatCount(spot.count, map.countedHere, defaultLocale),
  };
  return fill(spot.cell === null ? map.atCell : map.atSpot, place);
}

function useIsOnline(): boolean {
  const [online, setOnline] = useState(true);
  useEffect(() => {
    const update = () => setOnline(navigator.onLine);
    update();
    window.addEventListener('online', update);
    window.addEventListener('offline', update);
    return () => {
      window.removeEventListener('online', update);
      window.removeEventListener('offline', update);
    };
  }, []);
  return online;
}
