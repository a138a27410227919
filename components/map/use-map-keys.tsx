'use client';

import { type KeyboardEvent, type ReactNode, type RefObject, useCallback, useEffect, useState } from 'react';
import type { MapHandle } from './map-canvas.tsx';
import { MapHelp } from './map-help.tsx';
import { type Spot, stepThrough } from './spots.ts';

type Options = {
  handle: RefObject<MapHandle | null>;
  spots: readonly Spot[];
  zoom: number | null;
  onClose: () => void;
};

/**
 * Keys of the map beside those of the engine (arrows, plus, minus): N and P go through what is in view, Enter opens it,
 * Escape lets go, the question mark explains. They work while the map has the focus and nowhere else.
 */
export function useMapKeys({ handle, spots, zoom, onClose }: Options): {
  spot: Spot | null;
  onKeyDown: (event: KeyboardEvent) => void;
  help: ReactNode;
  showHelp: () => void;
} {
  const [spot, setSpot] = useState<Spot | null>(null);
  const [helping, setHelping] = useState(false);
  // What is no longer in view cannot be stepped from. At another zoom everything is something else.
  useEffect(() => {
    setSpot((held) => (held === null ? null : (spots.find(({ id }) => id === held.id) ?? null)));
  }, [spots]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of zoom is the reason, not an input
  useEffect(() => setSpot(null), [zoom]);

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const act = toAction(event.key);
      if (act === null) return;
      event.preventDefault();
      if (act === 'next') setSpot((held) => stepThrough(spots, held, 1));
      else if (act === 'previous') setSpot((held) => stepThrough(spots, held, -1));
      else if (act === 'open') handle.current?.open(spot);
      else if (act === 'help') setHelping(true);
      else {
        setSpot(null);
        onClose();
      }
    },
    [handle, spots, spot, onClose],
  );
  const close = useCallback(() => {
    setHelping(false);
    handle.current?.focusMap();
  }, [handle]);
  return {
    spot,
    onKeyDown,
    help: helping ? <MapHelp onClose={close} /> : null,
    showHelp: () => setHelping(true),
  };
}

function toAction(key: string): 'next' | 'previous' | 'open' | 'close' | 'help' | null {
  if (key === 'n' || key === 'N') return 'next';
  if (key === 'p' || key === 'P') return 'previous';
  if (key === 'Enter' || key === ' ') return 'open';
  if (key === 'Escape') return 'close';
  return key === '?' ? 'help' : null;
}
