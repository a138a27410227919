import type { ReactNode } from 'react';
import { getMessages } from '#lib/messages/catalog.ts';

/** A list of what is the place's own, or the sentence that nothing is. */
export function OwnList({ isEmpty, children }: { isEmpty: boolean; children: ReactNode }) {
  return isEmpty ? <p>{getMessages().places.ownNone}</p> : children;
}
