import { readStdinBytes } from './read-stdin.ts';

// Runs in a process of its own (killable-child.ts): a PDF on stdin, its text on stdout, a blank line between pages.

const maxPages = 500;

// The library builds matrices for drawing as soon as it is loaded. Text needs none, and the native package that would bring
// them may not be loaded in here.
for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) Object.assign(globalThis, { [name]: class {} });
const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');

const pdf = await getDocument({
  data: new Uint8Array(await readStdinBytes()),
  isEvalSupported: false,
  disableFontFace: true,
  useSystemFonts: false,
  verbosity: VerbosityLevel.ERRORS,
}).promise;
if (pdf.numPages > maxPages)
  throw new Error(`it has ${pdf.numPages} pages; ${maxPages} are the most that is read`);
for (let number = 1; number <= pdf.numPages; number += 1) {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
  process.stdout.write(number === 1 ? text : `\n\n${text}`);
  page.cleanup();
}
