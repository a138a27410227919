'use client';

import { useEffect, useRef } from 'react';

/** Writes the state of the map to the address bar, a moment after the last change; nothing is loaded by it. */
export function useAddress(href: string): void {
  const written = useRef(href);
  useEffect(() => {
    if (written.current === href) return;
    const timer = setTimeout(() => {
      written.current = href;
      window.history.replaceState(window.history.state, '', href);
    }, 250);
    return () => clearTimeout(timer);
  }, [href]);
}
