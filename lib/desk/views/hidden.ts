import { type Html, html } from '../html.ts';
import type { Place } from '../place.ts';

/** What every form of a review page carries: whose it is, where it stands, and what it had seen. */
export type Carried = {
  token: string;
  reader: string;
  /** Lines of the log when the page was made. */
  seen: number;
  passage: string;
  at: number;
  draft: number;
};

export function toHidden(carried: Carried, more: Readonly<Record<string, string | number>> = {}): Html[] {
  return Object.entries({ ...carried, ...more }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
}

/** The answers on the way to a question. */
export function toAnswers({ a, fill }: Pick<Place, 'a' | 'fill'>): Html[] {
  return [
    ...a.map((answer) => html`<input type="hidden" name="a" value="${answer}">`),
    ...(fill === undefined ? [] : [html`<input type="hidden" name="fill" value="1">`]),
  ];
}
