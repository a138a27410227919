'use client';

import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { MapHandle } from './map-canvas.tsx';
import styles from './print-picture.module.css';

type Props = {
  handle: RefObject<MapHandle | null>;
  /** What is shown, as a part of a sentence. */
  label: string;
  credit: string;
  /** The legend, where the list does not explain the signs. */
  children?: ReactNode;
};

/** The view on paper: drawn when the reader prints, above the list, which holds the same things. */
export function PrintPicture({ handle, label, credit, children }: Props) {
  const picture = useRef<HTMLCanvasElement>(null);
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const draw = () => {
      const canvas = picture.current;
      if (canvas === null) return;
      canvas.dataset.drawn = String(handle.current?.drawInto(canvas) ?? false);
      // The sheet is laid out as soon as this returns. On a screen the legend stands in the panel, and only there.
      flushSync(() => setPrinting(true));
    };
    const clear = () => setPrinting(false);
    window.addEventListener('beforeprint', draw);
    window.addEventListener('afterprint', clear);
    return () => {
      window.removeEventListener('beforeprint', draw);
      window.removeEventListener('afterprint', clear);
    };
  }, [handle]);
  return (
    <figure className={styles.figure}>
      <canvas ref={picture} className={styles.picture} role="img" aria-label={label} data-drawn="false" />
      {printing && (
        <>
          <figcaption>
            {label} <small>{credit}</small>
          </figcaption>
          {children}
        </>
      )}
    </figure>
  );
}
