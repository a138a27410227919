'use client';

import { type KeyboardEvent, type MouseEvent, type ReactNode, useState } from 'react';
import styles from './here-finder.module.css';

type Props = {
  label: string;
  width: number;
  height: number;
  /** Where the cross stands first; the middle when left out. */
  start?: { x: number; y: number };
  onPoint: (x: number, y: number) => void;
  children: ReactNode;
};

const step = 12;
const directions: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A drawing in which one points with a finger, a mouse, or a cross that the arrow keys move (Shift: ten times finer). */
export function PointingArea({ label, width, height, start, onPoint, children }: Props) {
  const [cross, setCross] = useState(start ?? { x: width / 2, y: height / 2 });

  const press = (event: KeyboardEvent<SVGSVGElement>) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onPoint(cross.x, cross.y);
      return;
    }
    const direction = directions[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    const by = event.shiftKey ? step / 10 : step;
    setCross({
      x: Math.max(0, Math.min(width, cross.x + direction[0] * by)),
      y: Math.max(0, Math.min(height, cross.y + direction[1] * by)),
    });
  };
  const point = (event: MouseEvent<SVGSVGElement>) => {
    const toScreen = event.currentTarget.getScreenCTM();
    if (toScreen === null) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(toScreen.inverse());
    if (x < 0 || y < 0 || x > width || y > height) return;
    setCross({ x, y });
    onPoint(x, y);
  };

  return (
    <svg
      className={styles.pointing}
      viewBox={`0 0 ${width} ${height}`}
      // Larger than any column: the style sheet fits it into the room that there is, in its own proportions.
      width={width * 2}
      height={height * 2}
      role="application"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the cross
      tabIndex={0}
      onClick={point}
      onKeyDown={press}
    >
      <rect className={styles.sea} width={width} height={height} />
      {children}
      <path
        className={styles.cross}
        d={`M${cross.x - 16},${cross.y}H${cross.x + 16}M${cross.x},${cross.y - 16}V${cross.y + 16}`}
      />
    </svg>
  );
}
