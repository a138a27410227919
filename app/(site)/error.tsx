'use client';

import { getMessages } from '#lib/messages/catalog.ts';

/** Next asks that this one runs in the browser. It tells nothing about the fault: that stays in the server's log. */
export default function ErrorPage({ reset }: { reset: () => void }) {
  const { error } = getMessages().site;
  return (
    <>
      <h1>{error.title}</h1>
      <p>{error.text}</p>
      <p>
        <button type="button" onClick={reset}>
          {error.again}
        </button>{' '}
        <a href="/">{error.home}</a>
      </p>
    </>
  );
}
