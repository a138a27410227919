import { Worker } from 'node:worker_threads';
import { z } from 'zod';

const madeSchema = z.object({
  path: z.string(),
  body: z.instanceof(Uint8Array),
  gzip: z.instanceof(Uint8Array),
});
export type HereFile = { body: Uint8Array; gzip: Uint8Array };

type Waiting = { resolve: (file: HereFile | undefined) => void; reject: (error: Error) => void };

/**
 * The boundary tiles and lists of town names: about 3 MB, made once in a worker thread (some seconds), then kept. One that
 * somebody waits for is made first. Everybody gets the same files; nothing about who asked for which is kept.
 */
export class HereFiles {
  #files = new Map<string, HereFile>();
  #waiting = new Map<string, Waiting[]>();
  #worker: Worker | undefined;
  #complete = false;

  /** Makes all files, if that has not begun. */
  start(): void {
    if (this.#complete || this.#worker !== undefined) return;
    const worker = new Worker(new URL('./here-worker.ts', import.meta.url));
    this.#worker = worker;
    worker.unref();
    worker.on('message', (message: unknown) => {
      const { path, ...file } = madeSchema.parse(message);
      this.#files.set(path, file);
      for (const { resolve } of this.#waiting.get(path) ?? []) resolve(file);
      this.#waiting.delete(path);
    });
    worker.once('error', (error) => this.#end(error));
    worker.once('exit', (code) =>
      this.#end(
        code === 0 ? undefined : new Error('The worker that cuts boundary tiles ended before it was done.'),
      ),
    );
  }

  /**
   * @returns undefined where there is no such file
   * @throws Error when the packs are missing or damaged; the next call tries again
   */
  get(path: string): Promise<HereFile | undefined> {
    const held = this.#files.get(path);
    if (held !== undefined || this.#complete) return Promise.resolve(held);
    this.start();
    return new Promise((resolve, reject) => {
      const others = this.#waiting.get(path) ?? [];
      this.#waiting.set(path, [...others, { resolve, reject }]);
      if (others.length === 0) this.#worker?.postMessage(path);
    });
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #end(error: Error | undefined): void {
    this.#worker = undefined;
    if (error === undefined) this.#complete = true;
    for (const waiting of this.#waiting.values())
      for (const { resolve, reject } of waiting) error === undefined ? resolve(undefined) : reject(error);
    this.#waiting.clear();
  }
}
