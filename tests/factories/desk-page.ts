import { parseHTML } from 'linkedom';

/** A page of the desk as its test reads it. */
export type DeskPage = { status: number; address: string; document: Document; text: string };

/** Reads pages and sends their forms as a browser without script does. */
export class DeskReader {
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async open(path: string): Promise<DeskPage> {
    return toPage(await fetch(new URL(path, this.#origin)));
  }

  /** Sends the form of a page that does this, with more fields; follows where it leads. */
  async send(
    page: DeskPage,
    what: 'operate' | 'answer' | 'select' | 'publish',
    more: Readonly<Record<string, string>>,
  ): Promise<DeskPage> {
    const form = [...page.document.querySelectorAll('form')].find(
      (one) => one.querySelector('input[name="do"]')?.getAttribute('value') === what,
    );
    if (form === undefined) throw new Error(`No form of this page does ${what}: ${page.text.slice(0, 400)}`);
    const body = new URLSearchParams();
    for (const input of form.querySelectorAll('input[type="hidden"]'))
      body.append(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '');
    for (const [name, value] of Object.entries(more)) body.set(name, value);
    return this.post(form.getAttribute('action') ?? '', body);
  }

  async post(path: string, body: URLSearchParams, headers: Record<string, string> = {}): Promise<DeskPage> {
    return toPage(
      await fetch(new URL(path, this.#origin), {
        method: 'POST',
        body,
        headers: { origin: this.#origin, ...headers },
      }),
    );
  }

  operate(page: DeskPage, operation: string): Promise<DeskPage> {
    return this.send(page, 'operate', { operation });
  }

  /** Answers the question that is open on the page, and those that follow it. */
  async answer(page: DeskPage, ...values: readonly string[]): Promise<DeskPage> {
    let now = page;
    for (const value of values) now = await this.send(now, 'answer', { value });
    return now;
  }

  /** Opens the question of a topic and answers it. */
  async fill(page: DeskPage, topic: string, ...values: readonly string[]): Promise<DeskPage> {
    const link = page.document.querySelector(`a[href*="ask=${topic}"]`)?.getAttribute('href');
    if (link === null || link === undefined) throw new Error(`The page does not ask for ${topic}`);
    return this.answer(await this.open(link), ...values);
  }
}

async function toPage(response: Response): Promise<DeskPage> {
  const text = await response.text();
  return { status: response.status, address: response.url, document: parseHTML(text).document, text };
}

/** What the page says about what was sent. */
export function messageOf({ document }: DeskPage): string {
  const shown = document.querySelector('#question-problem') ?? document.querySelector('#message');
  return shown?.textContent?.trim() ?? '';
}
