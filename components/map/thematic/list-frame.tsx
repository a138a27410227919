import type { ReactNode } from 'react';
import { getMessages } from '#lib/messages/catalog.ts';
import shared from '../map.module.css';
import type { ThematicState } from './use-thematic-data.ts';

/** The list twin with its heading, and what could not be loaded of the map's own data. */
export function ListFrame({
  title,
  state,
  children,
}: {
  title: string;
  state: ThematicState;
  children: ReactNode;
}) {
  const { thematic, map } = getMessages();
  return (
    <section id="list" aria-labelledby="list-title" className={shared.list} tabIndex={-1}>
      <h2 id="list-title">{title}</h2>
      {state.failed && (
        <p className={shared.listState} role="status">
          {thematic.failed}{' '}
          <button type="button" onClick={state.retry}>
            {map.tryAgain}
          </button>
        </p>
      )}
      {children}
    </section>
  );
}
