import { parseHTML } from 'linkedom';

const blocks = /<(?:\/?(?:p|div|li|ul|ol|h[1-6]|tr|td|blockquote|br|hr)\b)[^<>]{0,500}>/gi;

/** What a reader sees of a title or summary that may hold markup, on one line. Only the first `longest` characters are kept. */
export function toPlainWords(html: string, longest: number): string {
  // Markup is long where words are few; what is far behind cannot be needed for so few characters.
  const start = html.slice(0, longest * 10);
  const words = /[<&]/.test(start) ? readMarkup(start) : start;
  return [...words.replace(/[\s\u00ad\u200b\ufeff]+/gu, ' ').trim()].slice(0, longest).join('').trim();
}

function readMarkup(html: string): string {
  // A title like “Privacy < security” is no tag; the parser would swallow what follows.
  const safe = html.replace(/<(?![a-zA-Z/!])/g, '&lt;').replace(blocks, (tag) => ` ${tag}`);
  const { document } = parseHTML(`<html><body>${safe}</body></html>`);
  for (const hidden of document.querySelectorAll('script,style,template,noscript')) hidden.remove();
  return document.body.textContent ?? '';
}
