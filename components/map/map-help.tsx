'use client';

import { useEffect, useRef } from 'react';
import { getMessages } from '#lib/messages/catalog.ts';
import styles from './map.module.css';

/** How to use the map without a pointer; a modal dialog, which Escape closes. */
export function MapHelp({ onClose }: { onClose: () => void }) {
  const { map } = getMessages();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={styles.help} aria-labelledby="map-help-title" onClose={onClose}>
      <h2 id="map-help-title">{map.help}</h2>
      <dl>
        {map.keys.map(({ keys, does }) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>{map.helpTouch}</p>
      <form method="dialog">
        <button type="submit">{map.close}</button>
      </form>
    </dialog>
  );
}
