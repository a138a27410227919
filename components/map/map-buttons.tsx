'use client';

import type { RefObject } from 'react';
import { getMessages } from '#lib/messages/catalog.ts';
import styles from './map.module.css';
import type { MapHandle } from './map-canvas.tsx';
import { inhabitedWorld } from './view-extent.ts';

/** Signs as paths on a square of 16: all of one weight, and the same on every reader's machine. */
const globe =
  'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M1.5 8h13M8 1.5c-4.2 4-4.2 9 0 13M8 1.5c4.2 4 4.2 9 0 13';
const questionMark = 'M5 5.4c0-4.2 6.2-4 6.2-.5c0 2.6-3.1 2.4-3.1 5.1M8.1 13v.9';

type Props = { handle: RefObject<MapHandle | null>; onHelp: () => void };

export function MapButtons({ handle, onHelp }: Props) {
  const { map } = getMessages();
  const buttons = [
    { label: map.zoomIn, sign: 'M8 2v12M2 8h12', act: () => handle.current?.zoomBy(1) },
    { label: map.zoomOut, sign: 'M2 8h12', act: () => handle.current?.zoomBy(-1) },
    { label: map.wholeWorld, sign: globe, act: () => handle.current?.show(inhabitedWorld) },
    { label: map.help, sign: questionMark, act: onHelp },
  ];
  return (
    <div className={styles.buttons}>
      {buttons.map(({ label, sign, act }) => (
        <button key={label} type="button" aria-label={label} title={label} onClick={act}>
          <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true" className={styles.sign}>
            <path d={sign} />
          </svg>
        </button>
      ))}
    </div>
  );
}
