'use client';

import type { RefObject } from 'react';
import { getMessages } from '#lib/messages/catalog.ts';
import styles from './map.module.css';
import type { MapHandle } from './map-canvas.tsx';
import { inhabitedWorld } from './view-extent.ts';

type Props = { handle: RefObject<MapHandle | null>; onHelp: () => void };

export function MapButtons({ handle, onHelp }: Props) {
  const { map } = getMessages();
  const buttons = [
    { label: map.zoomIn, sign: '+', act: () => handle.current?.zoomBy(1) },
    { label: map.zoomOut, sign: '−', act: () => handle.current?.zoomBy(-1) },
    { label: map.wholeWorld, sign: '◯', act: () => handle.current?.show(inhabitedWorld) },
    { label: map.help, sign: '?', act: onHelp },
  ];
  return (
    <div className={styles.buttons}>
      {buttons.map(({ label, sign, act }) => (
        <button key={label} type="button" aria-label={label} title={label} onClick={act}>
          {sign}
        </button>
      ))}
    </div>
  );
}
