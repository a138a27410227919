import { getMessages } from '#lib/messages/catalog.ts';
import { type Html, html } from '../html.ts';

/** Asks who sits here. The answer goes on in the address of every page: nothing is stored in the browser. */
export function toWelcome(wrong: string | undefined): Html {
  const { welcome } = getMessages().desk;
  return html`<div class="narrow"><h1>${welcome.title}</h1>
<p class="lead">${welcome.why}</p>
<form method="get" action="/desk" class="stack">
<label for="reader">${welcome.label}</label>
<input id="reader" name="reader" value="${wrong ?? ''}" required pattern="[a-z0-9][a-z0-9\\-]{1,30}" maxlength="31" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="reader-hint${wrong === undefined ? '' : ' reader-wrong'}">
<p id="reader-hint" class="hint">${welcome.hint}</p>
${wrong === undefined ? '' : html`<p id="reader-wrong" class="problem" role="alert">${welcome.wrong}</p>`}
<button type="submit">${welcome.start}</button>
</form></div>`;
}
