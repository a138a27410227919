/** Shown again after the page has changed: what follows a change registers here. */
type Ready = (main: HTMLElement) => void;

let isBusy = false;
/** Keys that wait for an answer of their own, such as Enter for a list that is still being searched. */
let held = 0;
const waiting: string[] = [];
let onReady: Ready = () => {};
let typeKey: (key: string) => void = () => {};

/** @param ready called for the first page and after each change; @param type what one key press does that came while a page was loading */
export function start(ready: Ready, type: (key: string) => void): void {
  onReady = ready;
  typeKey = type;
  // Somebody who types fast is ahead of the page: keys wait for it, and none is lost or lands in the page before.
  document.addEventListener(
    'keydown',
    (event) => {
      if ((!isBusy && held === 0) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting.push(event.key);
    },
    { capture: true },
  );
  window.addEventListener('popstate', () => void load(location.href, undefined, 'none'));
  show(getMain());
}

function getMain(): HTMLElement {
  const main = document.querySelector('main');
  if (main === null) throw new Error('This page has no main part');
  return main;
}

/**
 * Puts the answer's main part in the place of this one. Where that fails, the browser goes there itself, so that nothing depends on this.
 *
 * @param body a form to send
 */
export async function load(
  address: string,
  body?: URLSearchParams,
  history: 'push' | 'none' = 'push',
): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  const main = getMain();
  mark();
  try {
    const response = await fetch(address, body === undefined ? {} : { method: 'POST', body });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const next = page.querySelector('main');
    if (next === null) throw new Error('The answer is no page');
    const scrolled = main.querySelector('.text')?.scrollTop ?? 0;
    document.title = page.title;
    main.replaceChildren(...next.childNodes);
    if (history === 'push') window.history.pushState(null, '', withoutSaid(response.url));
    const text = main.querySelector('.text');
    if (text !== null) text.scrollTop = scrolled;
  } catch {
    showLost(main);
  } finally {
    isBusy = false;
    mark();
  }
  show(main);
  replay();
}

/** Lets the keys that come meanwhile wait until this is done. */
export function hold(work: Promise<void>): void {
  held += 1;
  mark();
  void work.finally(() => {
    held -= 1;
    mark();
    replay();
  });
}

/** Tells who listens, a screen reader among them, that something is still being done. */
function mark(): void {
  const main = getMain();
  if (isBusy || held > 0) main.setAttribute('aria-busy', 'true');
  else main.removeAttribute('aria-busy');
}

/** What was done is said once, not again when the page is reloaded. */
function withoutSaid(address: string): string {
  const url = new URL(address);
  url.searchParams.delete('said');
  return url.href;
}

/** The desk does not answer: what is typed stays where it is. */
function showLost(main: HTMLElement): void {
  const message = main.querySelector('#message');
  if (message === null) return;
  message.className = 'problem';
  message.setAttribute('role', 'alert');
  message.textContent = document.documentElement.dataset.lost ?? '';
}

function show(main: HTMLElement): void {
  onReady(main);
  const answer = main.querySelector<HTMLElement>('#answer');
  if (answer !== null) answer.focus();
  else if (main.querySelector('.review') !== null) main.focus({ preventScroll: true });
  main.querySelector('.text [aria-current]')?.scrollIntoView({ block: 'nearest' });
}

function replay(): void {
  while (!isBusy && held === 0) {
    const key = waiting.shift();
    if (key === undefined) return;
    typeKey(key);
  }
}

/** The fields of a form, and the button that sent it. */
export function toBody(form: HTMLFormElement, submitter?: HTMLElement | null): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
  if (submitter instanceof HTMLButtonElement && submitter.name !== '')
    body.append(submitter.name, submitter.value);
  return body;
}
