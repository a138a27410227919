'use client';

import { type RefObject, useEffect, useRef } from 'react';
import type { MapHandle } from './map-canvas.tsx';
import styles from './print-picture.module.css';

/** The view on paper: drawn when the reader prints, above the list, which holds the same things. */
export function PrintPicture({ handle, label }: { handle: RefObject<MapHandle | null>; label: string }) {
  const picture = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = () => {
      const canvas = picture.current;
      if (canvas === null) return;
      canvas.dataset.drawn = String(handle.current?.drawInto(canvas) ?? false);
    };
    window.addEventListener('beforeprint', draw);
    return () => window.removeEventListener('beforeprint', draw);
  }, [handle]);
  return <canvas ref={picture} className={styles.picture} role="img" aria-label={label} data-drawn="false" />;
}
