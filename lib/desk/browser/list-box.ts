import { hold, load } from './page-loader.ts';

/**
 * Makes a combo box of a field and the list of buttons under it: what is typed narrows the list, arrows move in it, Enter takes.
 * Searching is the desk's; nothing is known here.
 */
export class ListBox {
  readonly #form: HTMLFormElement;
  readonly #input: HTMLInputElement;
  #at = 0;
  #searching: Promise<void> = Promise.resolve();
  #asked = 0;

  constructor(form: HTMLFormElement, input: HTMLInputElement) {
    this.#form = form;
    this.#input = input;
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-expanded', 'true');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', 'answer-list');
    input.addEventListener('input', () => this.#search());
    this.#prepare();
  }

  /** @returns whether the key was one of the list's */
  press(key: string): boolean {
    if (key === 'ArrowDown') hold(this.#searching.then(() => this.#moveTo(this.#at + 1)));
    else if (key === 'ArrowUp') hold(this.#searching.then(() => this.#moveTo(this.#at - 1)));
    else if (key === 'Enter') hold(this.#searching.then(() => this.#take(this.#options()[this.#at])));
    else return false;
    return true;
  }

  #options(): HTMLElement[] {
    return [...this.#form.querySelectorAll<HTMLElement>('[role="option"]')];
  }

  /** Buttons become options: one field has the focus, and a screen reader hears the option at which it stands. */
  #prepare(): void {
    const list = this.#form.querySelector('ul.options');
    if (list === null) return;
    list.id = 'answer-list';
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', list.getAttribute('data-label') ?? '');
    [...list.children].forEach((item, index) => {
      const button = item.querySelector('button');
      if (button === null || !(item instanceof HTMLElement)) return;
      item.id = `answer-${index}`;
      item.setAttribute('role', 'option');
      item.dataset.value = button.value;
      item.replaceChildren(...button.childNodes);
      item.addEventListener('click', () => this.#take(item));
    });
    if (list.children.length === 0) list.removeAttribute('role');
    this.#moveTo(0);
  }

  #moveTo(index: number): void {
    const options = this.#options();
    this.#at = Math.max(0, Math.min(index, options.length - 1));
    options.forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === this.#at));
    });
    const current = options[this.#at];
    if (current === undefined) this.#input.removeAttribute('aria-activedescendant');
    else this.#input.setAttribute('aria-activedescendant', current.id);
    current?.scrollIntoView({ block: 'nearest' });
  }

  #search(): void {
    this.#asked += 1;
    const asked = this.#asked;
    const address = new URL(this.#input.dataset.search ?? '', location.href);
    address.searchParams.set('q', this.#input.value);
    address.searchParams.set('options', '1');
    this.#searching = fetch(address)
      .then((response) => (response.ok ? response.text() : undefined))
      .then((text) => {
        // An answer to what is no longer typed comes too late.
        if (text === undefined || asked !== this.#asked) return;
        const found = new DOMParser().parseFromString(text, 'text/html').querySelector('#question-options');
        if (found === null) return;
        this.#form.querySelector('#question-options')?.replaceWith(found);
        this.#prepare();
      })
      .catch(() => {});
  }

  #take(option: HTMLElement | undefined): void {
    if (option === undefined) return;
    const body = new URLSearchParams();
    for (const input of this.#form.querySelectorAll<HTMLInputElement>('input[type="hidden"]'))
      body.append(input.name, input.value);
    body.append('value', option.dataset.value ?? '');
    void load(this.#form.action, body);
  }
}
