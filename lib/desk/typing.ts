import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ReviewWriter } from '#lib/review/writer.ts';

const kept = z.record(z.string(), z.string());

/**
 * What is typed and not answered yet, so that a closed tab does not cost a sentence. One small private file a work beside its log; nothing
 * is kept in the browser. It is no decision: a file that cannot be read is begun anew.
 */
export class Typing {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'review');
  }

  get(slug: string, question: readonly unknown[]): string | undefined {
    return this.#read(slug)[JSON.stringify(question)];
  }

  /** @param text empty where the question is answered */
  keep(writer: ReviewWriter, slug: string, question: readonly unknown[], text: string): void {
    ReviewWriter.demand(writer);
    const all = this.#read(slug);
    const key = JSON.stringify(question);
    if ((all[key] ?? '') === text) return;
    if (text === '') delete all[key];
    else all[key] = text;
    const path = this.#toPath(slug);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const partial = `${path}.${process.pid}.partial`;
    writeFileSync(partial, JSON.stringify(all), { mode: 0o600 });
    renameSync(partial, path);
  }

  #read(slug: string): Record<string, string> {
    const path = this.#toPath(slug);
    if (!existsSync(path)) return {};
    try {
      return kept.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch {
      return {};
    }
  }

  #toPath(slug: string): string {
    return join(this.#folder, `work.${slug}.typing.json`);
  }
}
