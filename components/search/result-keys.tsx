'use client';

import { useEffect } from 'react';

const fields = 'main input[type="search"]';
const links = 'main ol[data-results] > li > a:first-child';

/**
 * Arrow keys lead from the search field into the results and back, one result at a time. They act only where the field or
 * a result has the focus, and everything works without them.
 */
export function ResultKeys() {
  useEffect(() => {
    document.addEventListener('keydown', moveFocus);
    return () => document.removeEventListener('keydown', moveFocus);
  }, []);
  return null;
}

function moveFocus(event: KeyboardEvent): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const stops = [...document.querySelectorAll<HTMLElement>(`${fields}, ${links}`)];
  const at = stops.findIndex((stop) => stop.matches(':focus'));
  const next = at < 0 ? undefined : stops[at + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
