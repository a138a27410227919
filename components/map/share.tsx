'use client';

import { type RefObject, useId, useRef, useState } from 'react';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatDay, toIsoDay } from '#lib/messages/format.ts';
import { CopyLink } from './copy-link.tsx';
import type { MapHandle } from './map-canvas.tsx';
import { toCredit } from './map-status.tsx';
import styles from './share.module.css';

type Props = {
  /** Path and query of the map as it is shown. */
  href: string;
  /** What is shown, as a part of a sentence. */
  label: string;
  handle: RefObject<MapHandle | null>;
  /** False while nothing is drawn. */
  drawn: boolean;
  /** Attribution of the street map, where there is one. */
  streets?: string | undefined;
};

/** Ways to pass the view on: its address, a frame for another page, a picture. Everything happens in the reader's browser. */
export function Share({ href, label, handle, drawn, streets }: Props) {
  const { share, site } = getMessages();
  const code = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const [state, setState] = useState<'idle' | 'working' | 'saved' | 'failed'>('idle');
  const save = () => {
    const text = {
      title: fill(share.frameTitle, { label }),
      notice: fill(share.pictureNotice, { day: formatDay(toIsoDay(new Date()), defaultLocale) }),
      credit: `${site.name} · ${window.location.host} · ${toCredit(streets)}`,
    };
    setState('working');
    (handle.current?.takePicture(text) ?? Promise.reject()).then(
      (blob) => {
        download(blob, share.fileName);
        setState('saved');
      },
      () => setState('failed'),
    );
  };
  return (
    <details className={styles.share}>
      <summary>{share.title}</summary>
      <CopyLink href={href} />
      <p>
        <button type="button" onClick={save} disabled={!drawn || state === 'working'}>
          {share.picture}
        </button>{' '}
        <span role="status">
          {state === 'saved' && share.pictureSaved}
          {state === 'failed' && share.pictureFailed}
        </span>
      </p>
      <label htmlFor={id}>{share.embed}</label>
      <textarea
        id={id}
        ref={code}
        readOnly
        rows={4}
        dir="ltr"
        spellCheck={false}
        value={toEmbedCode(href, fill(share.frameTitle, { label }))}
        onFocus={() => code.current?.select()}
      />
      <p className={styles.note}>{share.embedNote}</p>
    </details>
  );
}

/** The frame for another page: no script, nothing from anybody else, and a title for those who cannot see it. */
function toEmbedCode(href: string, title: string): string {
  const url =
    typeof window === 'undefined'
      ? href
      : new URL(href.replace(/^\/map/, '/embed/map'), window.location.href).href;
  const toAttribute = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<iframe src="${toAttribute(url)}" title="${toAttribute(title)}" width="100%" height="480" loading="lazy" referrerpolicy="no-referrer"></iframe>`;
}

function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
