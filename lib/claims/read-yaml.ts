import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import { ProblemList } from './problem.ts';

export type ParsedYaml = { list: ProblemList; document: Document | undefined };

/**
 * Bytes of a YAML file to a document that knows its lines. The files are UTF-8 without a byte order mark, so that two editors
 * never disagree about a character; anything else is one problem at the first bad byte.
 */
export function readYaml(file: string, bytes: Uint8Array): ParsedYaml {
  const wrongEncoding = findWrongEncoding(bytes);
  if (wrongEncoding !== undefined) {
    const list = new ProblemList(file);
    list.problems.push({
      file,
      key: '',
      mend: 'Save the whole file as UTF-8 without a byte order mark.',
      ...wrongEncoding,
    });
    return { list, document: undefined };
  }
  const lines = new LineCounter();
  const document = parseDocument(new TextDecoder().decode(bytes), {
    lineCounter: lines,
    prettyErrors: false,
  });
  const list = new ProblemList(file, document, lines);
  for (const error of [...document.errors, ...document.warnings]) {
    list.addAt(
      error.pos[0],
      [],
      `The YAML cannot be read: ${error.message}`,
      'Correct the line, or the indentation above it.',
    );
  }
  if (list.problems.length === 0) addUnusable(list, document);
  return { list, document: list.problems.length > 0 ? undefined : document };
}

/**
 * What YAML allows and we cannot keep: aliases, which let a few lines stand for gigabytes, and text that Postgres refuses
 * (NUL, half of a surrogate pair), written out or as an escape.
 */
function addUnusable(list: ProblemList, document: Document): void {
  visit(document, {
    Alias(_key, { source, range }) {
      list.addAt(
        range?.[0] ?? 0,
        [],
        `The alias *${source} repeats a part of the file`,
        'Write the value out.',
      );
    },
    Scalar(_key, { value, range }) {
      if (typeof value !== 'string' || (value.isWellFormed() && !value.includes('\0'))) return;
      const what = value.includes('\0') ? 'a NUL character' : 'half of a surrogate pair';
      list.addAt(range?.[0] ?? 0, [], `The text holds ${what}`, 'Take it out.');
    },
  });
}

function findWrongEncoding(bytes: Uint8Array): { line: number; column: number; what: string } | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return { line: 1, column: 1, what: 'The file begins with a byte order mark' };
  }
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) {
    return { line: 1, column: 1, what: 'The file is UTF-16' };
  }
  if (isUtf8(bytes)) return undefined;
  const bad = findFirstBadByte(bytes);
  const before = new TextDecoder().decode(bytes.subarray(0, bad)).split('\n');
  return {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    what: `The file mixes encodings: byte 0x${(bytes[bad] ?? 0).toString(16)} is not UTF-8`,
  };
}

function isUtf8(bytes: Uint8Array, stream = false): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** By halving: the longest beginning that could still go on as UTF-8, less the character that it leaves unfinished. */
function findFirstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (isUtf8(bytes.subarray(0, middle), true)) good = middle;
    else bad = middle;
  }
  const unfinished = [0, 1, 2, 3].find((cut) => good >= cut && isUtf8(bytes.subarray(0, good - cut)));
  return good - (unfinished ?? 0);
}
