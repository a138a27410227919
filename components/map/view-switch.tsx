import { getMessages } from '#lib/messages/catalog.ts';
import styles from './map.module.css';
import { type MapView, mapViews } from './map-address.ts';

type Props = { view: MapView; toHref: (view: MapView) => string };

/** What the map is about. Links: each view is a page of its own, with its own list, and works without JavaScript. */
export function ViewSwitch({ view, toHref }: Props) {
  const { map } = getMessages();
  return (
    <nav aria-label={map.views.label} className={styles.views}>
      <ul>
        {mapViews.map((name) => (
          <li key={name}>
            <a href={toHref(name)} aria-current={name === view ? 'page' : undefined}>
              {map.views[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
