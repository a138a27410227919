import type { ListedCapture } from '#lib/captures/list-captures.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import type { Asking, ListedWork } from '../find-works.ts';
import { type Html, html } from '../html.ts';
import { toAddress } from '../place.ts';
import { toCaptureName } from './describe.ts';
import { fill } from './layout.ts';

const nowhere = { a: [], q: '' };

export function toWorks(
  works: readonly ListedWork[],
  waiting: readonly ListedCapture[],
  reader: string,
): Html {
  const { list } = getMessages().desk;
  return html`<h1>${list.title}</h1>
<p class="lead">${list.lead}</p>
${
  works.length === 0
    ? html`<p>${list.empty} ${list.emptyMend}</p>`
    : html`<div class="scroll" role="region" aria-label="${list.title}" tabindex="0"><table class="works">
<thead><tr><th scope="col">${list.work}</th><th scope="col">${list.candidates}</th><th scope="col">${list.reviewed}</th><th scope="col">${list.left}</th><th scope="col">${list.claims}</th><th scope="col">${list.second}</th><th scope="col">${list.state}</th></tr></thead>
<tbody>${works.map((work) => toRow(work, reader))}</tbody></table></div>`
}
${
  waiting.length === 0
    ? ''
    : html`<section aria-labelledby="waiting"><h2 id="waiting">${list.waitingTitle}</h2>
<p class="lead">${list.waitingLead}</p>
<ul class="waiting">${waiting.map((capture) => {
        const name = toCaptureName(capture);
        const to = new URLSearchParams({ reader, media: capture.block.mediaSha256 });
        return html`<li><b>${name}</b> <span class="hint">${fill(list.captured, { day: capture.block.capturedOn })}</span> <a href="/desk/describe?${to.toString()}">${list.describe} <span class="unseen">${name}</span></a></li>`;
      })}</ul></section>`
}`;
}

function toRow(work: ListedWork, reader: string): Html {
  const { list } = getMessages().desk;
  if ('why' in work) {
    return html`<tr><th scope="row">${work.title}</th><td colspan="5"></td><td>${work.isByHand ? list.byHand : fill(list.notHere, { why: work.why })}</td></tr>`;
  }
  const { candidates, reviewed, left, claims, second } = work.progress;
  const state = left === 0 ? list.done : work.isBegun ? list.begun : list.open;
  return html`<tr><th scope="row"><a href="${toAddress(work.slug, { reader, ...nowhere })}">${work.title}</a></th><td>${candidates}</td><td>${reviewed}</td><td>${left}</td><td>${claims}</td><td>${second}</td><td>${state}</td></tr>`;
}

/** Claims that wait for a second reader: those that this reader may read first. */
export function toQueue(asking: readonly Asking[], reader: string): Html {
  const { queue } = getMessages().desk;
  const own = asking.filter(({ readers }) => readers.includes(reader));
  const others = asking.filter(({ readers }) => !readers.includes(reader));
  return html`<h1>${queue.title}</h1>
<p class="lead">${queue.lead}</p>
${
  asking.length === 0
    ? html`<p>${queue.empty}</p>`
    : html`<ul class="queue">${others.map(
        ({ slug, title, at, draft, says, why, readers }) => html`<li>
<p class="says"><a href="${toAddress(slug, { reader, at, draft, ...nowhere })}">${says}</a></p>
<p class="hint">${title} · ${queue.why}: ${why.join(', ')} · ${queue.readers}: ${readers.join(', ')}</p></li>`,
      )}</ul>`
}
${own.length === 0 ? '' : html`<p class="hint">${fill(queue.yours, { count: own.length })}</p>`}`;
}
