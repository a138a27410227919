import { getMessages } from '#lib/messages/catalog.ts';
import { operationKeys, topicKeys } from '#lib/review/press.ts';
import { findOpen } from '#lib/review/session.ts';
import type { OpenReview } from '../desk.ts';
import { toProgress } from '../find-works.ts';
import { type Html, html } from '../html.ts';
import { toAddress } from '../place.ts';
import type { Published } from '../publish.ts';
import { toClaims } from './claim.ts';
import { fill } from './layout.ts';
import { type Reading, toPassageCard, toText } from './passage.ts';

export type ReviewPage = Reading & {
  review: OpenReview;
  question: Html | undefined;
  message: string;
  isProblem: boolean;
  published: Published | undefined;
  /** Path of the claims file as a person would write it. */
  file: string;
};

/** One work at one sentence: the passage and its claims beside the whole text. */
export function toReview(page: ReviewPage): Html {
  const { review: words } = getMessages().desk;
  const { review, context, session, message, isProblem, published } = page;
  const progress = toProgress(review);
  const { outdated } = review.prepared;
  const refusals = published?.ok === false ? published.refusals : [];
  const { language, title } = context.work.work;
  return html`<div class="review">
<div class="head">
<h1 lang="${language}" dir="auto">${title}</h1>
<p class="progress">${fill(words.progress, { at: session.at + 1, of: context.passages.length, claims: progress.claims, open: progress.left })}</p>
${toSteps(page)}
<p id="message" class="${isProblem ? 'problem' : 'said'}" role="${isProblem ? 'alert' : 'status'}">${message}${progress.left === 0 && message === '' ? words.allDone : ''}</p>
${outdated.length === 0 ? '' : html`<p class="hint">${fill(words.outdated, { n: outdated.length })}</p>`}
</div>
<div class="work">
${toPassageCard(page)}
${toClaims(page, refusals, page.question)}
${toPublish(page, progress.claims)}
${toKeys()}
</div>
${toText(page)}
</div>`;
}

function toSteps({ slug, context, session, carried: { reader } }: ReviewPage): Html {
  const { review } = getMessages().desk;
  const to = (index: number, label: string, key: string, shown: string) =>
    index < 0 || index >= context.passages.length
      ? ''
      : html`<li><a href="${toAddress(slug, { reader, at: index + 1, a: [], q: '' })}" data-key="${key}">${label} <kbd aria-hidden="true">${shown}</kbd></a></li>`;
  const open = findOpen(context, session, session.at);
  return html`<nav class="steps" aria-label="${review.text}"><ul>${to(session.at - 1, review.before, 'ArrowUp', '↑')}${to(session.at + 1, review.after, 'ArrowDown', '↓')}${open === -1 || open === session.at ? '' : to(open, review.next, 'n', 'n')}</ul></nav>`;
}

function toPublish({ slug, carried, published, file }: ReviewPage, claims: number): Html {
  const { publish } = getMessages().desk;
  const time = published?.at.toISOString().slice(11, 16) ?? '';
  const general =
    published?.ok === false ? published.refusals.filter(({ claim }) => claim === undefined) : [];
  const { token, reader } = carried;
  return html`<section class="publish" aria-labelledby="publish-title">
<h2 id="publish-title">${publish.title}</h2>
${
  claims === 0 && published === undefined
    ? html`<p>${publish.nothing}</p>`
    : html`<p class="hint">${fill(publish.file, { path: file })}</p>
<p>${
        published === undefined
          ? publish.never
          : published.ok
            ? fill(publish.ok, { time: `${time} UTC`, claims: published.claims, changed: published.changed })
            : html`<span class="problem">${fill(publish.refused, { time: `${time} UTC` })}</span>`
      }</p>
${published?.ok === true && published.lost.length > 0 ? html`<p class="problem">${fill(publish.lost, { ids: published.lost.join(', ') })}</p>` : ''}
${general.length === 0 ? '' : html`<ul class="problem">${general.map(({ field, what, mend }) => html`<li>${field === '' ? '' : html`<code>${field}</code>: `}${what}. ${mend}</li>`)}</ul>`}
<form method="post" action="/desk/works/${slug}" class="stack">
<input type="hidden" name="token" value="${token}"><input type="hidden" name="reader" value="${reader}"><input type="hidden" name="do" value="publish">
${published?.ok === false && published.asksReason ? html`<label for="reason">${publish.reason}</label><input id="reason" name="reason" maxlength="400" required>` : ''}
<button type="submit" class="plain">${publish.act}</button></form>`
}
</section>`;
}

/** What the keys do, for who wants them; `?` opens it. */
function toKeys(): Html {
  const { keys, review } = getMessages().desk;
  const rows: [string, string][] = [
    ['↑ ↓', keys.names.sentences],
    ['← →', keys.names.claims],
    ['n', keys.names.next],
    ['↵', review.operations.enter],
    ...Object.entries(operationKeys).map(([key, operation]): [string, string] => [
      key,
      review.operations[operation],
    ]),
    ...Object.entries(topicKeys).map(([key, topic]): [string, string] => [key, review.fields[topic]]),
    ['a–z ↑ ↓ ↵', keys.names.pick],
    ['→', keys.names.word],
    ['End', keys.names.line],
    ['Esc', keys.names.escape],
    ['?', keys.names.help],
  ];
  return html`<details class="keys only-script" id="keys"><summary data-key="?">${keys.title} <kbd aria-hidden="true">?</kbd></summary>
<p><label><input type="checkbox" id="single-keys" checked> ${keys.on}</label></p><p class="hint">${keys.note}</p>
<dl>${rows.map(([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}</dl></details>`;
}
