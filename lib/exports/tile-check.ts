import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type TileFile, TileTree } from '#lib/log/tiles.ts';
import type { ExportProblem } from './export-problem.ts';

/** Compares the tiles of an export with those that its entries give, and notes the root at an older size. */
export class TileCheck {
  readonly #logFolder: string;
  readonly #sinceSize: number | undefined;
  readonly #tree = new TileTree();
  readonly #expected = new Set<string>();
  #problem: ExportProblem | undefined;
  #sinceRoot: string | undefined;

  constructor(logFolder: string, sinceSize: number | undefined) {
    this.#logFolder = logFolder;
    this.#sinceSize = sinceSize;
    this.#noteRoot();
  }

  /** Root over the first entries up to the older size, hex; undefined while the log is shorter. */
  get sinceRoot(): string | undefined {
    return this.#sinceRoot;
  }

  /** An entry that verifyLog has read already: where its leaf hash is wrong, the verdict says so. */
  add({ entry, leafHash }: { entry: string; leafHash: string }): void {
    for (const file of this.#tree.push(entry, Buffer.from(leafHash, 'hex'))) this.#compare(file);
    this.#noteRoot();
  }

  /** After the last entry: what is wrong with the tiles, or undefined. */
  finish(): ExportProblem | undefined {
    for (const file of this.#tree.partials()) this.#compare(file);
    if (this.#problem !== undefined) return this.#problem;
    const unexpected = listTiles(this.#logFolder).find((path) => !this.#expected.has(path));
    return unexpected === undefined
      ? undefined
      : { where: `log/${unexpected}`, what: 'the log has no such tile at this size' };
  }

  #compare({ path, bytes }: TileFile): void {
    this.#expected.add(path);
    if (this.#problem !== undefined) return;
    const where = `log/${path}`;
    try {
      if (readFileSync(join(this.#logFolder, path)).equals(bytes)) return;
      this.#problem = { where, what: 'it does not hold what the entries give' };
    } catch {
      this.#problem = { where, what: 'this file is missing' };
    }
  }

  #noteRoot(): void {
    if (this.#tree.size === this.#sinceSize) this.#sinceRoot = this.#tree.frontier().root().toString('hex');
  }
}

function listTiles(logFolder: string): string[] {
  try {
    return readdirSync(join(logFolder, 'tile'), { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(logFolder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort();
  } catch {
    return []; // An empty log has no tiles.
  }
}
