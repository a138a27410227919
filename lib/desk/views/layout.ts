import { defaultLocale, getDirection, getMessages } from '#lib/messages/catalog.ts';
import { fill as fillWords } from '#lib/messages/format.ts';
import { type Html, html } from '../html.ts';

/** A message with numbers and words in it. */
export function fill(message: string, values: Readonly<Record<string, string | number>>): string {
  const words = Object.entries(values).map(([name, value]) => [name, String(value)]);
  return fillWords(message, Object.fromEntries(words));
}

export type Page = {
  title: string;
  reader?: string | undefined;
  /** How many claims wait for this reader as a second one. */
  waiting?: number | undefined;
  body: Html;
};

/** A whole page. Script and styles are files of ours: no inline code, no inline style. */
export function toPage({ title, reader, waiting, body }: Page): string {
  const { desk } = getMessages();
  const as = reader === undefined ? '' : `?${new URLSearchParams({ reader })}`;
  const page = html`<!doctype html>
<html lang="${defaultLocale}" dir="${getDirection(defaultLocale)}" data-lost="${desk.lost}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · ${desk.name}</title>
<link rel="icon" href="/desk/assets/icon.svg">
<link rel="stylesheet" href="/desk/assets/site.css">
<link rel="stylesheet" href="/desk/assets/desk.css">
<script type="module" src="/desk/assets/desk-page.js"></script>
</head>
<body>
<a class="skip" href="#content">${desk.skip}</a>
<header class="bar">
<p class="name"><a href="/desk${as}">${desk.name}</a></p>
${
  reader === undefined
    ? ''
    : html`<nav aria-label="${desk.name}"><ul>
<li><a href="/desk${as}">${desk.works}</a></li>
<li><a href="/desk/second${as}">${desk.second}${waiting === undefined ? '' : html` <span class="count">${waiting}</span>`}</a></li>
</ul></nav>
<p class="who">${fill(desk.reads, { reader })} · <a href="/desk">${desk.change}</a></p>`
}
</header>
<main id="content" tabindex="-1">
${body}
</main>
<footer class="foot"><p>${desk.here}</p></footer>
</body>
</html>
`;
  return page.text;
}
