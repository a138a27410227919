import { type Completion, PhraseBook } from '../../review/complete.ts';
import { load, toBody } from './page-loader.ts';

const saveAfterMs = 600;

/** A line that is completed from what was written before, saved on the desk while it is typed, and sent with Enter. */
export class LineField {
  readonly #form: HTMLFormElement;
  readonly #area: HTMLTextAreaElement;
  readonly #offer: HTMLElement | null;
  readonly #words: { word: string; line: string };
  #book: PhraseBook | undefined;
  #offered: Completion | undefined;
  #timer: number | undefined;

  constructor(form: HTMLFormElement, area: HTMLTextAreaElement) {
    this.#form = form;
    this.#area = area;
    this.#offer = form.querySelector('.offer');
    this.#words = { word: this.#offer?.dataset.word ?? '', line: this.#offer?.dataset.line ?? '' };
    area.addEventListener('input', () => {
      this.#suggest();
      this.#saveLater();
    });
    area.addEventListener('click', () => this.#suggest());
    area.setSelectionRange(area.value.length, area.value.length);
    void this.#readBook();
  }

  /** @returns whether the key was one of the line's */
  press(key: string): boolean {
    if (key === 'Enter') {
      window.clearTimeout(this.#timer);
      void load(this.#form.action, toBody(this.#form));
      return true;
    }
    if (key !== 'ArrowRight' && key !== 'End') return false;
    if (this.#offered === undefined || !this.#isAtEnd()) return false;
    this.type(key === 'End' ? this.#offered.line : this.#offered.word);
    return true;
  }

  /** Puts text where the cursor is. */
  type(text: string): void {
    const { selectionStart, selectionEnd } = this.#area;
    this.#area.setRangeText(text, selectionStart, selectionEnd, 'end');
    this.#area.dispatchEvent(new Event('input', { bubbles: true }));
  }

  async #readBook(): Promise<void> {
    const address = this.#area.dataset.phrases;
    if (address === undefined) return;
    const response = await fetch(address).catch(() => undefined);
    const phrases: unknown = response?.ok ? await response.json() : undefined;
    this.#book = new PhraseBook({
      source: readTexts(phrases, 'source'),
      written: readTexts(phrases, 'written'),
    });
    this.#form.dataset.ready = '1';
    this.#suggest();
  }

  #isAtEnd(): boolean {
    const { selectionStart, selectionEnd, value } = this.#area;
    return selectionStart === value.length && selectionEnd === value.length;
  }

  #suggest(): void {
    this.#offered = this.#isAtEnd() ? this.#book?.complete(this.#area.value) : undefined;
    if (this.#offer === null) return;
    this.#offer.hidden = this.#offered === undefined;
    const key = (name: string) => Object.assign(document.createElement('kbd'), { textContent: name });
    const words = (text: string) => Object.assign(document.createElement('span'), { textContent: text });
    if (this.#offered === undefined) return;
    const { word, line } = this.#offered;
    const isMore = line.trim() !== word.trim();
    this.#offer.replaceChildren(
      key('→'),
      ` ${this.#words.word} `,
      words(word),
      ...(isMore ? ['  ', key('End'), ` ${this.#words.line} `, words(line)] : []),
    );
  }

  #saveLater(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      const body = toBody(this.#form);
      body.set('do', 'typing');
      void fetch(this.#form.action, { method: 'POST', body, keepalive: true }).catch(() => {});
    }, saveAfterMs);
  }
}

function readTexts(phrases: unknown, name: string): string[] {
  const found: unknown =
    typeof phrases === 'object' && phrases !== null ? Reflect.get(phrases, name) : undefined;
  return Array.isArray(found) ? found.filter((text) => typeof text === 'string') : [];
}
