'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import styles from './here-finder.module.css';
import { recordId } from './record-id.ts';

/**
 * What is on file for a place, taken over from its page `/here/<code>`: the only request of the look-up that names a
 * place, and it names nothing else. Folded evidence and links work as they do there.
 */
export function PlaceRecord({ code, name }: { code: string; name: string }) {
  const { answer } = getMessages().here;
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading');
  const frame = useRef<HTMLDivElement>(null);
  const path = `/here/${encodeURIComponent(code)}`;

  const load = useCallback(
    async (signal: AbortSignal) => {
      setState('loading');
      try {
        const response = await fetch(path, { signal });
        if (!response.ok) throw new Error(`${path} was answered with ${response.status}.`);
        // A parsed document runs no script, and what is taken over is our own markup.
        const page = new DOMParser().parseFromString(await response.text(), 'text/html');
        const record = page.getElementById(recordId);
        if (record === null) throw new Error(`${path} holds no record.`);
        frame.current?.replaceChildren(document.adoptNode(record));
        setState('shown');
      } catch {
        if (!signal.aborted) setState('failed');
      }
    },
    [path],
  );
  useEffect(() => {
    const abort = new AbortController();
    void load(abort.signal);
    return () => abort.abort();
  }, [load]);

  return (
    <div className={styles.record}>
      <h2 className={styles.recordTitle}>{fill(getMessages().here.titleOf, { place: name })}</h2>
      <p className={styles.small} data-screen-only="">
        <a href={path}>{answer.open}</a>
      </p>
      <p role="status">{state === 'loading' ? answer.waiting : ''}</p>
      {state === 'failed' && (
        <p role="alert">
          {fill(answer.failed, { place: name })}{' '}
          <button type="button" onClick={() => void load(new AbortController().signal)}>
            {answer.retry}
          </button>
        </p>
      )}
      <div ref={frame} hidden={state !== 'shown'} />
    </div>
  );
}
