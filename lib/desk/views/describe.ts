import type { ListedCapture } from '#lib/captures/list-captures.ts';
import { workKinds } from '#lib/claims/file-schema.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { type Html, html } from '../html.ts';
import { fill } from './layout.ts';

type Form = {
  capture: ListedCapture;
  token: string;
  reader: string;
  /** What was sent before and refused. */
  given: Readonly<Record<string, string>>;
  problem: string | undefined;
};

/** Asks what a captured text is. */
export function toDescribe({ capture, token, reader, given, problem }: Form): Html {
  const { describe } = getMessages().desk;
  const { block } = capture;
  const field = (name: keyof typeof describe.fields, value: string, isNeeded: boolean) => {
    const { label, hint } = describe.fields[name];
    return html`<label for="${name}">${label}</label><input id="${name}" name="${name}" value="${given[name] ?? value}" autocomplete="off" aria-describedby="${name}-hint"${isNeeded ? html` required` : ''}><p class="hint" id="${name}-hint">${hint}</p>`;
  };
  return html`<div class="narrow"><h1>${describe.title}</h1>
<p class="lead">${fill(describe.lead, { name: toCaptureName(capture), day: block.capturedOn, words: block.wordCount })}</p>
${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
<form method="post" action="/desk/describe" class="stack">
<input type="hidden" name="token" value="${token}"><input type="hidden" name="reader" value="${reader}"><input type="hidden" name="media" value="${block.mediaSha256}">
${field('title', '', true)}${field('slug', '', true)}
<label for="kind">${describe.kind}</label><select id="kind" name="kind">${workKinds.map((kind) => html`<option${given.kind === kind ? html` selected` : ''}>${kind}</option>`)}</select>
${field('language', 'en', true)}${field('published', '', false)}${field('publisher', '', false)}
<button type="submit">${describe.send}</button></form></div>`;
}

/** The address or the file that a capture was made from. */
export function toCaptureName({ address, block }: ListedCapture): string {
  return address ?? block.file ?? block.mediaSha256.slice(0, 12);
}
