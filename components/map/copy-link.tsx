'use client';

import { useState } from 'react';
import { getMessages } from '#lib/messages/catalog.ts';
import styles from './map.module.css';

/** Copies the address of what is shown, and says whether it did. */
export function CopyLink({ href }: { href: string }) {
  const { map } = getMessages();
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const copy = () => {
    navigator.clipboard.writeText(new URL(href, window.location.href).href).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  };
  return (
    <p className={styles.copy}>
      <button type="button" onClick={copy}>
        {map.copyLink}
      </button>{' '}
      <span role="status">
        {state === 'copied' && map.copied}
        {state === 'failed' && map.copyFailed}
      </span>
    </p>
  );
}
