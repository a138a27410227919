import type { LogEntry } from '#lib/log/entry.ts';
import { generateSigner, type NoteSigner } from '#lib/log/signed-note.ts';
import { type ExportFiles, type FileChanges, forgeLog, readLines } from './export-files.ts';

export const tamperingKinds = [
  'flip',
  'drop',
  'reorder',
  'insert',
  'truncate',
  'fork',
  'foreign key',
  'rollback',
] as const;
export type TamperingKind = (typeof tamperingKinds)[number];

export type Tampering = {
  changes: FileChanges;
  /** What was done, to reproduce it. */
  what: string;
  /** True where only a reader who kept the last checkpoint can notice: the log's own operator did it. */
  needsSince: boolean;
};

/** Random numbers that a seed repeats (mulberry32), below `limit`. */
export function createRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/** Makes random tamperings of one export: by a stranger, and by its own operator who holds the keys. */
export class Tamperer {
  readonly #newer: ExportFiles;
  readonly #older: ExportFiles;
  readonly #signers: readonly NoteSigner[];
  readonly #random: (limit: number) => number;

  constructor(
    newer: ExportFiles,
    older: ExportFiles,
    signers: readonly NoteSigner[],
    random: (limit: number) => number,
  ) {
    this.#newer = newer;
    this.#older = older;
    this.#signers = signers;
    this.#random = random;
  }

  make(kind: TamperingKind): Tampering {
    switch (kind) {
      case 'flip':
        return this.#flip();
      case 'drop':
        return this.#random(4) === 0
          ? this.#dropFile()
          : this.#editLines('drop', (lines, at) => lines.toSpliced(at, 1));
      case 'reorder':
        return this.#editLines('reorder', (lines, at) => this.#swap(lines, at));
      case 'insert':
        return this.#random(4) === 0
          ? this.#addFile()
          : this.#editLines('insert', (lines, at) => this.#double(lines, at));
      case 'truncate':
        return this.#random(2) === 0 ? this.#cutFile() : this.#cutLog();
      case 'fork':
        return this.#fork();
      case 'foreign key':
        return this.#signAsStranger();
      case 'rollback':
        return this.#rollBack();
    }
  }

  #flip(): Tampering {
    const [path, bytes] = this.#pick([...this.#newer].filter(([, content]) => content.length > 0));
    const changed = Buffer.from(bytes);
    const at = this.#random(bytes.length);
    const bit = this.#random(8);
    changed[at] = (changed[at] ?? 0) ^ (1 << bit);
    return stranger(new Map([[path, changed]]), `bit ${bit} of byte ${at} of ${path}`);
  }

  #dropFile(): Tampering {
    const path = this.#pick([...this.#newer.keys()].filter((name) => name !== 'manifest.json'));
    return stranger(new Map([[path, null]]), `without ${path}`);
  }

  #addFile(): Tampering {
    const [path, bytes] = this.#pick([...this.#newer]);
    return stranger(new Map([[`${path}.${this.#random(1000)}`, bytes]]), `a second ${path}`);
  }

  #cutFile(): Tampering {
    const [path, bytes] = this.#pick([...this.#newer].filter(([, content]) => content.length > 0));
    const length = this.#random(bytes.length);
    return stranger(new Map([[path, bytes.subarray(0, length)]]), `${path} cut off after ${length} bytes`);
  }

  #editLines(verb: string, edit: (lines: string[], at: number) => string[]): Tampering {
    const paths = [...this.#newer.keys()].filter((path) =>
      /\.(jsonl|geojsonl|csv)$|manifest|checkpoint/.test(path),
    );
    for (;;) {
      const path = this.#pick(paths);
      const lines = readLines(this.#newer, path);
      if (lines.length < 2) continue;
      const at = this.#random(lines.length);
      const changed = Buffer.from(
        edit(lines, at)
          .map((line) => `${line}\n`)
          .join(''),
      );
      if (this.#newer.get(path)?.equals(changed) === true) continue;
      return stranger(new Map([[path, changed]]), `${verb} line ${at} of ${path}`);
    }
  }

  #swap(lines: string[], at: number): string[] {
    const other = this.#random(lines.length);
    return lines.with(at, lines[other] ?? '').with(other, lines[at] ?? '');
  }

  /** A copy of a line, half of them with one digit changed. */
  #double(lines: string[], at: number): string[] {
    const line = lines[at] ?? '';
    const copy =
      this.#random(2) === 0 ? line : line.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
    return lines.toSpliced(this.#random(lines.length + 1), 0, copy);
  }

  /** The operator takes entries from the end; all that is left fits. */
  #cutLog(): Tampering {
    const sizes = readLines(this.#newer, 'log/heads.jsonl').map((line) =>
      Number(/"size":(\d+)/.exec(line)?.[1]),
    );
    const size = this.#pick(sizes.slice(0, -1));
    return this.#operator((entries) => entries.slice(0, size), `the log cut off after ${size} entries`);
  }

  /** The operator tells another history from some entry on. */
  #fork(): Tampering {
    const count = readLines(this.#newer, 'log/entries.jsonl').length;
    const at = this.#random(count);
    const reason = `another reason ${this.#random(1e6)}`;
    return this.#operator(
      (entries) => entries.map((entry, index) => (index === at ? { ...entry, reason } : entry)),
      `another entry ${at}, and everything after it fits`,
    );
  }

  #operator(rewrite: (entries: LogEntry[]) => LogEntry[], what: string): Tampering {
    const keys = this.#signers.map(({ vkey }) => vkey);
    return { changes: forgeLog(this.#newer, rewrite, this.#signers, keys), what, needsSince: true };
  }

  /** A stranger signs, with a key of the log's name or of another, beside the true keys in the manifest or in their place. */
  #signAsStranger(): Tampering {
    const name = this.#random(2) === 0 ? (this.#signers[0]?.name ?? '') : 'elsewhere.invalid/log';
    const foreign = generateSigner(name);
    const own = this.#signers.map(({ vkey }) => vkey);
    const keys = this.#random(2) === 0 ? [foreign.vkey] : [...own, foreign.vkey];
    const at = this.#random(readLines(this.#newer, 'log/entries.jsonl').length);
    const changesEntry = this.#random(2) === 0;
    const rewrite = (entries: LogEntry[]) =>
      changesEntry ? entries.map((entry, i) => (i === at ? { ...entry, reason: 'forged' } : entry)) : entries;
    const what = `signed by ${foreign.id} of ${name}, named ${keys.length > 1 ? 'beside the true keys' : 'alone'}`;
    return stranger(forgeLog(this.#newer, rewrite, [foreign], keys), what);
  }

  /** An earlier export in the place of this one, or an earlier state of one of its parts. */
  #rollBack(): Tampering {
    const changes: FileChanges = new Map([...this.#newer.keys()].map((path) => [path, null]));
    if (this.#random(2) === 0) {
      for (const [path, bytes] of this.#older) changes.set(path, bytes);
      return { changes, what: 'the older export', needsSince: true };
    }
    const part = this.#pick([
      'log/',
      'curated/',
      'log/checkpoint',
      'manifest',
      'log/entries.jsonl',
      'log/tile/',
    ]);
    const own = new Map([...changes].filter(([path]) => path.startsWith(part)));
    for (const [path, bytes] of this.#older) if (path.startsWith(part)) own.set(path, bytes);
    return stranger(own, `${part} of the older export`);
  }

  #pick<T>(items: readonly T[]): T {
    const item = items[this.#random(items.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  }
}

function stranger(changes: FileChanges, what: string): Tampering {
  return { changes, what, needsSince: false };
}
