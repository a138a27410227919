'use client';

import { getMessages } from '#lib/messages/catalog.ts';
import styles from './map.module.css';
import { type MapView, mapViews } from './map-address.ts';

type Props = { view: MapView; toHref: (view: MapView) => string; onChange: (view: MapView) => void };

/** What the map is about. Links, so that each view has an address and works without JavaScript. */
export function ViewSwitch({ view, toHref, onChange }: Props) {
  const { map } = getMessages();
  return (
    <nav aria-label={map.views.label} className={styles.views}>
      <ul>
        {mapViews.map((name) => (
          <li key={name}>
            <a
              href={toHref(name)}
              aria-current={name === view ? 'true' : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                onChange(name);
              }}
            >
              {map.views[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
