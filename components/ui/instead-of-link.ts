import type { MouseEvent } from 'react';

/** A click handler that runs `action` instead of following the link, unless the reader asks for a new tab or window. */
export function insteadOfLink(action: () => void) {
  return (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    action();
  };
}
