import { getMessages } from '#lib/messages/catalog.ts';
import type { Prompt } from '#lib/review/prompt.ts';
import { type Html, html } from '../html.ts';
import { type Place, toAddress } from '../place.ts';
import { type Carried, toAnswers, toHidden } from './hidden.ts';
import { fill } from './layout.ts';

/** More than this are found by typing a letter more. */
const shownOptions = 40;

export type Question = {
  slug: string;
  place: Place & { ask: NonNullable<Place['ask']> };
  carried: Carried;
  prompt: Prompt;
  /** Why the last answer was refused. */
  problem: string | undefined;
  /** What was typed before the page was left. */
  typed: string | undefined;
};

/** A question as a form: a list that is narrowed by typing, or a line. Without script its buttons do the same. */
export function toQuestion(question: Question): Html {
  const { review } = getMessages().desk;
  const { slug, place, carried, prompt, problem } = question;
  const { ask: _, a: __, q: ___, fill: ____, ...back } = place;
  return html`<form class="question" method="post" action="/desk/works/${slug}" aria-labelledby="question-title" data-question="${prompt.kind}">
<h3 id="question-title"><label for="answer">${place.a.length === 0 ? '' : html`<span class="eyebrow">${review.fields[place.ask]}</span> `}${prompt.title}</label></h3>
${toHidden(carried, { do: 'answer', ask: place.ask })}${toAnswers(place)}
${problem === undefined ? '' : html`<p class="problem" role="alert" id="question-problem">${problem}</p>`}
${prompt.kind === 'line' ? toLine(question, prompt) : toPick(question, prompt)}
<p class="ends">${prompt.kind === 'line' ? html`<button type="submit">${review.save}</button> ` : ''}<a class="quiet" data-key="Escape" href="${toAddress(slug, { ...back, a: [], q: '' })}">${review.cancel}</a></p>
</form>`;
}

type LinePrompt = Extract<Prompt, { kind: 'line' }>;
type PickPrompt = Extract<Prompt, { kind: 'pick' }>;

function toLine({ place, slug, typed, problem }: Question, prompt: LinePrompt): Html {
  const described = [
    ...(prompt.hint === '' ? [] : ['question-hint']),
    ...(problem === undefined ? [] : ['question-problem']),
  ].join(' ');
  const phrases = `/desk/works/${slug}/phrases?${new URLSearchParams({ reader: place.reader, ask: place.ask, at: String(place.at ?? 1), draft: String(place.draft ?? 0) })}`;
  return html`<textarea id="answer" name="value" rows="2" maxlength="1000" autocomplete="off"${described === '' ? '' : html` aria-describedby="${described}"`}${prompt.complete === undefined ? '' : html` data-phrases="${phrases}"`}>${typed ?? prompt.value}</textarea>
${prompt.hint === '' ? '' : html`<p class="hint" id="question-hint">${prompt.hint}</p>`}
<p class="offer" data-word="${getMessages().desk.review.offer}" data-line="${getMessages().desk.review.offerLine}" hidden></p>`;
}

function toPick({ place, slug }: Question, prompt: PickPrompt): Html {
  const { review } = getMessages().desk;
  const search = toAddress(slug, { ...place, q: '' });
  return html`<div class="find"><input id="answer" name="q" value="${place.q}" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="question-count" data-search="${search}"><button type="submit" class="plain only-plain" formmethod="get" formaction="${search}">${review.find}</button></div>
${toOptions(prompt, place.q)}`;
}

/** The answers that what is typed finds. Each is a button; the script makes one list box of them. */
export function toOptions(prompt: PickPrompt, query: string): Html {
  const { review } = getMessages().desk;
  const found = prompt.find(query);
  const shown = found.slice(0, shownOptions);
  const count =
    found.length === 0
      ? review.none
      : fill(found.length > shown.length ? review.shown_n : review.found_n, {
          n: found.length,
          shown: shown.length,
        });
  return html`<div id="question-options"><p class="hint" id="question-count" role="status">${count}</p>
<ul class="options" data-label="${prompt.title}">${shown.map(
    ({ value, label, hint }) =>
      html`<li><button type="submit" class="plain" name="value" value="${value}"><bdi>${label}</bdi>${hint === undefined || hint === '' ? '' : html` <small>${hint}</small>`}</button></li>`,
  )}</ul></div>`;
}
