import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { readStdin } from './read-stdin.ts';

// Runs in a process of its own (killable-child.ts): HTML on stdin, the article's text on stdout. No HTML leaves it.

const blocks = new Set([
  'ADDRESS',
  'ARTICLE',
  'ASIDE',
  'BLOCKQUOTE',
  'DD',
  'DIV',
  'DL',
  'DT',
  'FIGCAPTION',
  'FIGURE',
  'FOOTER',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'HEADER',
  'HR',
  'LI',
  'MAIN',
  'OL',
  'P',
  'PRE',
  'SECTION',
  'TABLE',
  'TD',
  'TH',
  'TR',
  'UL',
]);

const html = await readStdin();
// The parser needs the tags that HTML lets a page leave out; pages that it reads without our help stay as they are.
const article = read(html) ?? read(withFrame(html));
if (article === undefined) throw new Error('no article was found on the page');
const { document: content } = parseHTML(`<html><body>${article.content}</body></html>`);
const parts: string[] = [];
collect(content.body);
const heading = [article.title, article.byline].filter(
  (line) => typeof line === 'string' && line.trim() !== '',
);
process.stdout.write(
  [...heading, parts.join('')]
    .join('\n\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim(),
);

/** Text with a blank line around blocks: `textContent` would join the last word of a paragraph to the first of the next. */
function collect(node: Node): void {
  for (const child of node.childNodes) {
    if (child.nodeType === 3) parts.push((child.textContent ?? '').replace(/\s+/g, ' '));
    if (child.nodeType !== 1) continue;
    if (child.nodeName === 'BR') {
      parts.push('\n');
      continue;
    }
    const edge = blocks.has(child.nodeName) ? '\n\n' : '';
    parts.push(edge);
    collect(child);
    parts.push(edge);
  }
}

type Article = { title: string | null | undefined; byline: string | null | undefined; content: string };

function read(page: string): Article | undefined {
  const { document } = parseHTML(page);
  if (document.documentElement?.nodeName !== 'HTML' || document.querySelector('body') === null)
    return undefined;
  const found = new Readability(document, { charThreshold: 100 }).parse();
  if (found === null || !found.content) return undefined;
  return { title: found.title, byline: found.byline, content: found.content };
}

function withFrame(page: string): string {
  const title = /<title[^>]*>[^<]*<\/title>/i.exec(page)?.[0] ?? '';
  const rest = page.replace(title, '').replace(/<!doctype[^>]*>|<\/?(?:html|head|body)(?:\s[^>]*)?>/gi, '');
  return `<!doctype html><html><head>${title}</head><body>${rest}</body></html>`;
}
