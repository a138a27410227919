import { stripInvisible } from '#lib/search/fold.ts';

export const screenWidth = 80;

/**
 * Words in lines of the screen's width, the first one led in by `lead`, the others indented as much. Scripts without spaces, and words longer
 * than a line, go on in the next one.
 */
export function wrap(text: string, lead: string): string[] {
  if (text === '') return [];
  const lines: string[] = [];
  let line = lead;
  for (const word of toPieces(toPlain(text), screenWidth - widthOf(lead))) {
    if (widthOf(line + word.trimEnd()) > screenWidth) {
      lines.push(line.trimEnd());
      line = ' '.repeat(lead.length);
    }
    line += word;
  }
  return [...lines, line.trimEnd()];
}

/** One line, with an ellipsis where it is longer than the screen. */
export function cut(text: string): string {
  const plain = toPlain(text);
  if (widthOf(plain) <= screenWidth) return plain;
  return `${takeColumns(plain, screenWidth - 1)}…`;
}

/** Columns that a text takes: characters of the scripts that are drawn wide take two, marks on a letter none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += wide.test(char) ? 2 : mark.test(char) ? 0 : 1;
  return width;
}

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;
const mark = /\p{Mn}/u;

/** Words with the blank behind them, broken where one is wider than a line. */
function toPieces(text: string, width: number): string[] {
  return [...text.matchAll(/\S+\s*|\s+/gu)].flatMap(([word]) => {
    const pieces: string[] = [];
    let rest = word;
    while (widthOf(rest.trimEnd()) > width) {
      const piece = takeColumns(rest, width);
      pieces.push(piece);
      rest = rest.slice(piece.length);
    }
    return [...pieces, rest];
  });
}

function takeColumns(text: string, width: number): string {
  let taken = '';
  let columns = 0;
  for (const char of text) {
    columns += widthOf(char);
    if (columns > width) break;
    taken += char;
  }
  return taken;
}

/** Characters that move the cursor or reorder what stands beside them: a hostile text must look like what it is. */
function toPlain(text: string): string {
  return stripInvisible(text).replace(/\p{Cc}/gu, ' ');
}
