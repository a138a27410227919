import { type Document, isMap, isNode, isPair, type LineCounter } from 'yaml';

/** Something wrong in a file that a person wrote, with the place and the mend. */
export type Problem = {
  file: string;
  /** From 1. */
  line: number;
  column: number;
  /** Path of the key, such as `claims[3].predicate`. */
  key: string;
  what: string;
  mend: string;
};

export type KeyPath = readonly (string | number)[];

/** `file:line:column key: what. mend` on one line. */
export function formatProblem({ file, line, column, key, what, mend }: Problem): string {
  return `${file}:${line}:${column} ${key === '' ? '' : `${key}: `}${what}. ${mend}`;
}

export function formatKey(path: KeyPath): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}

/** Collects problems of one YAML file; a key path leads to the line. */
export class ProblemList {
  readonly problems: Problem[] = [];
  readonly file: string;
  readonly #document: Document | undefined;
  readonly #lines: LineCounter | undefined;

  constructor(file: string, document?: Document, lines?: LineCounter) {
    this.file = file;
    this.#document = document;
    this.#lines = lines;
  }

  /** @param atKey point at the key itself rather than at its value */
  add(path: KeyPath, what: string, mend: string, atKey = false): void {
    this.addAt(this.#findOffset(path, atKey), path, what, mend);
  }

  addAt(offset: number, path: KeyPath, what: string, mend: string): void {
    const { line, col } = this.#lines?.linePos(offset) ?? { line: 1, col: 1 };
    const problem = {
      file: this.file,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      key: formatKey(path),
      what,
      mend,
    };
    const isKnown = this.problems.some((known) => known.key === problem.key && known.what === what);
    if (!isKnown) this.problems.push(problem);
  }

  /** In the order of the file. */
  sorted(): Problem[] {
    return [...this.problems].sort((a, b) => a.line - b.line || a.column - b.column);
  }

  /** The node of the path, or of the nearest key above it that exists. */
  #findOffset(path: KeyPath, atKey: boolean): number {
    const last = path.at(-1);
    const parent = this.#document?.getIn(path.slice(0, -1), true);
    if (atKey && isMap(parent)) {
      const pair = parent.items.find(
        (item) => isPair(item) && isNode(item.key) && item.key.toJSON() === last,
      );
      if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    for (let length = path.length; length > 0; length -= 1) {
      const node = this.#document?.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return node.range[0];
    }
    return 0;
  }
}
