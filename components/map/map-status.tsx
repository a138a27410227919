'use client';

import { useEffect, useState } from 'react';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount } from '#lib/messages/format.ts';
import styles from './map.module.css';
import type { Spot } from './spots.ts';
import type { DevicePicture } from './worker/protocol.ts';

type Props = {
  picture: Pick<DevicePicture, 'tally'>;
  /** Takes the place of the sentence about devices. */
  summary?: string | undefined;
  describeSpot?: ((spot: Spot) => string) | undefined;
  /** The filter as a part of a sentence. */
  label: string;
  zoom: number | null;
  spot: Spot | null;
  missing: number;
  /** Attribution of the street map; null where there is none, which is then said at street level. */
  streets?: string | null | undefined;
  onRetry: () => void;
};

/** Zoom at which one expects to see streets. */
const streetLevel = 12.5;

/** What the map shows as a sentence, told politely when it has come to rest; and what could not be loaded. */
export function MapStatus(props: Props) {
  const { picture, label, zoom, spot, missing, onRetry } = props;
  const { map } = getMessages();
  const { tally } = picture;
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
        {(spot === null ? undefined : props.describeSpot?.(spot)) ?? props.summary ?? counted}
        {props.summary === undefined && tally?.total === 0 && ` ${map.emptyView}`}
      </p>
      {zoom !== null && zoom >= streetLevel && props.streets === null && (
        <p className={styles.credit}>{map.noStreets}</p>
      )}
      {(missing > 0 || !online) && (
        <p className={styles.trouble} role="status">
          {online ? formatCount(missing, map.missingTiles, defaultLocale) : map.offline}{' '}
          <button type="button" onClick={onRetry}>
            {map.tryAgain}
          </button>
        </p>
      )}
      <a className={styles.credit} href="#map-sources">
        {toCredit(props.streets)}
      </a>
    </div>
  );
}

/** Sources of what is drawn. @param streets attribution of the street map, where there is one */
export function toCredit(streets: string | null | undefined): string {
  const { map } = getMessages();
  return streets ? fill(map.creditStreets, { credit: map.credit, streets }) : map.credit;
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
