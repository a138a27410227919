import { LineField } from './line-field.ts';
import { ListBox } from './list-box.ts';
import { load, start, toBody } from './page-loader.ts';
import { watchSelection } from './selection.ts';

/** The field that a question asks for, while one is open. */
let field: LineField | ListBox | undefined;
/** Switched off by a reader whom single keys get in the way; they are on again when the page is opened anew. */
let hasKeys = true;

document.documentElement.classList.add('has-script');
start(prepare, typeKey);
watchSelection();

/** Takes over what works without script: forms and links of the main part load without losing the place. */
function prepare(main: HTMLElement): void {
  const form = main.querySelector<HTMLFormElement>('form.question');
  const answer = form?.querySelector('#answer');
  field =
    form && answer instanceof HTMLTextAreaElement
      ? new LineField(form, answer)
      : form && answer instanceof HTMLInputElement
        ? new ListBox(form, answer)
        : undefined;
  const box = main.querySelector('#single-keys');
  if (!(box instanceof HTMLInputElement)) return;
  box.checked = hasKeys;
  box.addEventListener('change', () => {
    hasKeys = box.checked;
  });
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
  event.preventDefault();
  void load(form.action, toBody(form, event.submitter));
});

document.addEventListener('click', (event) => {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('main .review a') : null;
  if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin) return;
  event.preventDefault();
  void load(link.href);
});

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (press(event.key, event.target)) event.preventDefault();
});

/** A key that came while a page was loading. */
function typeKey(key: string): void {
  const target = document.activeElement;
  if (press(key, target) || [...key].length !== 1) return;
  if (field instanceof LineField) field.type(key);
  else if (target instanceof HTMLInputElement) {
    target.setRangeText(key, target.selectionStart ?? 0, target.selectionEnd ?? 0, 'end');
    target.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

/** @returns whether the key meant something here */
function press(key: string, target: EventTarget | null): boolean {
  const isAnswer = target instanceof Element && target.id === 'answer';
  if (isAnswer && field?.press(key)) return true;
  if (key === 'Escape') return click(key);
  // In a field a letter is a letter; on a link or button Enter is theirs.
  if (!hasKeys || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return false;
  if (target instanceof HTMLInputElement && target.type !== 'checkbox') return false;
  const isControl = target instanceof Element && target.closest('a, button, summary, input') !== null;
  if (isControl && (key === 'Enter' || key === ' ')) return false;
  return click(key);
}

function click(key: string): boolean {
  const all = document.querySelectorAll<HTMLElement>('main [data-key]');
  const wanted = [...all].find((one) => one.dataset.key === key);
  if (wanted === undefined) return false;
  wanted.click();
  return true;
}
