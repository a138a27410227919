'use client';

import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { getMessages } from '#lib/messages/catalog.ts';
import styles from './map.module.css';

/** Where the sheet rests: a strip with its title, half the map, or nearly all of it. */
const snapPoints = ['peek', 'half', 'full'] as const;
export type SnapPoint = (typeof snapPoints)[number];

const share: Record<SnapPoint, number> = { peek: 0, half: 0.5, full: 0.92 };
/** Pixels a millisecond above which a swipe goes on to the next resting place. */
const flick = 0.5;

type Props = { title: string; snap: SnapPoint; onSnap: (snap: SnapPoint) => void; children: ReactNode };

/** The sheet under the thumb on a phone: drawn by its handle, or moved by its buttons and arrow keys. */
export function BottomSheet({ title, snap, onSnap, children }: Props) {
  const { map } = getMessages();
  const sheet = useRef<HTMLElement>(null);
  const drag = useRef<{ y: number; height: number; lastY: number; lastAt: number; speed: number } | null>(
    null,
  );
  const [height, setHeight] = useState<number | null>(null);
  const index = snapPoints.indexOf(snap);
  const step = (by: 1 | -1) => onSnap(snapPoints[index + by] ?? snap);

  const begin = (event: PointerEvent) => {
    const now = sheet.current?.getBoundingClientRect().height ?? 0;
    drag.current = { y: event.clientY, height: now, lastY: event.clientY, lastAt: event.timeStamp, speed: 0 };
  };
  const move = (event: PointerEvent) => {
    const held = drag.current;
    if (held === null) return;
    // Not before it moves: a captured pointer never clicks the buttons on the handle.
    if (Math.abs(held.y - event.clientY) < 6 && height === null) return;
    if (!event.currentTarget.hasPointerCapture(event.pointerId))
      event.currentTarget.setPointerCapture(event.pointerId);
    const elapsed = Math.max(1, event.timeStamp - held.lastAt);
    drag.current = {
      ...held,
      lastY: event.clientY,
      lastAt: event.timeStamp,
      speed: (held.lastY - event.clientY) / elapsed,
    };
    setHeight(Math.max(0, held.height + held.y - event.clientY));
  };
  const end = (event: PointerEvent) => {
    const held = drag.current;
    drag.current = null;
    setHeight(null);
    if (held === null) return;
    const whole = sheet.current?.parentElement?.clientHeight ?? 1;
    const moved = held.y - event.clientY;
    if (Math.abs(moved) < 6) return;
    if (Math.abs(held.speed) > flick) step(held.speed > 0 ? 1 : -1);
    else onSnap(findNearest((held.height + moved) / whole));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      step(event.key === 'ArrowUp' ? 1 : -1);
    } else if (event.key === 'Escape' && snap !== 'peek') onSnap('peek');
  };
  return (
    <section
      ref={sheet}
      className={styles.sheet}
      aria-label={title}
      data-snap={snap}
      data-dragged={height !== null}
      style={height === null ? undefined : { blockSize: `${height}px` }}
    >
      <div
        className={styles.sheetHead}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <button
          type="button"
          className={styles.handle}
          aria-expanded={snap !== 'peek'}
          onClick={() => onSnap(snap === 'peek' ? 'half' : 'peek')}
          onKeyDown={press}
        >
          <span aria-hidden="true" className={styles.grip} />
          {title}
        </button>
        <button
          type="button"
          className={styles.sheetStep}
          aria-label={snap === 'full' ? map.sheetLower : map.sheetRaise}
          title={snap === 'full' ? map.sheetLower : map.sheetRaise}
          onClick={() => (snap === 'full' ? onSnap('peek') : step(1))}
          onKeyDown={press}
        >
          <span aria-hidden="true">{snap === 'full' ? '↓' : '↑'}</span>
        </button>
      </div>
      <div className={styles.sheetBody} hidden={snap === 'peek' && height === null}>
        {children}
      </div>
    </section>
  );
}

function findNearest(part: number): SnapPoint {
  const by = (snap: SnapPoint) => Math.abs(share[snap] - part);
  return snapPoints.reduce((best, snap) => (by(snap) < by(best) ? snap : best));
}
