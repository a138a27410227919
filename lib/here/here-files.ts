import { Worker } from 'node:worker_threads';
import { z } from 'zod';

const madeSchema = z.object({
  path: z.string(),
  body: z.instanceof(Uint8Array),
  gzip: z.instanceof(Uint8Array),
});
export type HereFile = { body: Uint8Array; gzip: Uint8Array };

/**
 * The boundary tiles and lists of town names: about 3 MB, made in a worker thread when first asked for (some seconds),
 * then kept. Everybody gets the same files; nothing about who asked for which is kept.
 */
export class HereFiles {
  #files: Promise<Map<string, HereFile>> | undefined;
  #worker: Worker | undefined;

  /** @throws Error when the packs are missing or damaged; the next call tries again */
  get(): Promise<Map<string, HereFile>> {
    this.#files ??= this.#make().catch((error: unknown) => {
      this.#files = undefined;
      throw error;
    });
    return this.#files;
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #make(): Promise<Map<string, HereFile>> {
    const files = new Map<string, HereFile>();
    const worker = new Worker(new URL('./here-worker.ts', import.meta.url));
    this.#worker = worker;
    worker.unref();
    return new Promise((resolve, reject) => {
      worker.on('message', (message: unknown) => {
        const { path, ...file } = madeSchema.parse(message);
        files.set(path, file);
      });
      worker.once('error', reject);
      worker.once('exit', (code) => {
        if (code === 0) resolve(files);
        else reject(new Error('The worker that cuts boundary tiles ended before it was done.'));
      });
    });
  }
}
