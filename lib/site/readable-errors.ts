import type { SourceAnswer } from './page-source.ts';

/** Next's shell for an error thrown while a page is made: an empty body that only its script fills. */
const emptyShell = 'id="__next_error__"';

/** An address that no route matches: Next renders the not-found page for it on the server. */
const notFoundPath = '/no-record-at-this-address';
/** A page that needs neither database nor script (app/(site)/unavailable). */
const unavailablePath = '/unavailable';

type Render = (path: string) => Promise<SourceAnswer>;

/**
 * Makes error pages readable without JavaScript: where Next answers with its empty shell, the page made for that case is
 * sent instead, under the status of the answer. When that one fails too, the shell is passed on as it came.
 */
export function withReadableErrors(render: Render): Render {
  return async (path) => {
    const answer = await render(path);
    if (answer.status < 400 || !isEmptyShell(answer)) return answer;
    const standIn = await render(answer.status === 404 ? notFoundPath : unavailablePath);
    return isEmptyShell(standIn) ? answer : { ...standIn, status: answer.status };
  };
}

function isEmptyShell(answer: SourceAnswer): boolean {
  return Buffer.from(answer.body).subarray(0, 2048).includes(emptyShell);
}
