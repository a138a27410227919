import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { readResidentBytes } from '#lib/captures/killable-child.ts';
import { DossierError } from '#lib/errors.ts';
import type { Parsed, Snapshot, WorkUnit } from './source.ts';

export interface ParseLimits {
  /** Milliseconds for one snapshot, and besides for each megabyte of it. */
  timeoutMs: number;
  timeoutMsPerMegabyte: number;
  /** Resident memory: parsers also allocate outside the heap, where a heap limit does not see it. */
  maxResidentBytes: number;
  /** Characters of one parsed record. */
  maxRecordLength: number;
}

export const defaultParseLimits: ParseLimits = {
  timeoutMs: 60_000,
  timeoutMsPerMegabyte: 1_500,
  maxResidentBytes: 1_200_000_000,
  maxRecordLength: 1_000_000,
};

const root = fileURLToPath(new URL('../../', import.meta.url));
type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Runs `parse` of a source in a process of its own and gives what it yields. The process sees no environment, may read the code and the given folders, and is killed with all that it started beyond a limit; the next snapshot gets a new one. Close it when done.
 */
export class ParseProcess {
  readonly #limits: ParseLimits;
  readonly #folders: readonly string[];
  #child: Child | undefined;
  #lines: AsyncIterator<string> | undefined;
  #reader: Interface | undefined;
  #complaint = '';

  /** @param folders that hold the bytes, absolute */
  constructor(folders: readonly string[], limits: ParseLimits = defaultParseLimits) {
    this.#limits = limits;
    this.#folders = folders;
  }

  /**
   * @throws DossierError `invalid_input` where the source refuses the file, `forbidden` where a limit was passed
   */
  async *parse(
    dataset: string,
    unit: WorkUnit,
    snapshot: Snapshot,
    limit?: number,
  ): AsyncGenerator<Parsed<unknown>> {
    const { child, lines } = this.#open();
    let killedFor: string | undefined;
    const kill = (reason: string) => {
      killedFor ??= reason;
      this.#kill();
    };
    const allowed = this.#limits.timeoutMs + (snapshot.bytes / 1e6) * this.#limits.timeoutMsPerMegabyte;
    const timer = setTimeout(() => kill(`longer than ${Math.round(allowed / 1000)} s`), allowed);
    const watchdog = setInterval(() => {
      if (readResidentBytes(child.pid) > this.#limits.maxResidentBytes)
        kill(`more than ${Math.round(this.#limits.maxResidentBytes / 1e6)} MB of memory`);
    }, 50);
    let ended = false;
    try {
      child.stdin.write(`${JSON.stringify({ dataset, unit, snapshot, limit })}\n`);
      for (;;) {
        const { value: line, done } = await lines.next();
        if (done === true) throw this.#toEnd(unit, killedFor);
        if (line.length > this.#limits.maxRecordLength) {
          kill(`a record of more than ${this.#limits.maxRecordLength} characters`);
          throw this.#toEnd(unit, killedFor);
        }
        // Written by our own child a moment ago.
        const message:
          | Parsed<unknown>
          | { end: true }
          | { problem: { what: string; where?: string; mend?: string } } = JSON.parse(line);
        if ('end' in message) {
          ended = true;
          return;
        }
        if ('problem' in message) {
          ended = true;
          const { what, where, mend } = message.problem;
          throw new DossierError('invalid_input', {
            what,
            where: where ?? unit.key,
            mend:
              mend ?? 'Look at the file; if it is what the publisher gives now, the scraper has to learn it.',
          });
        }
        yield message;
      }
    } finally {
      clearTimeout(timer);
      clearInterval(watchdog);
      // Left in the middle: what is still in the pipe belongs to nobody.
      if (!ended) this.#kill();
    }
  }

  close(): void {
    this.#kill();
  }

  #open(): { child: Child; lines: AsyncIterator<string> } {
    if (this.#child !== undefined && this.#lines !== undefined)
      return { child: this.#child, lines: this.#lines };
    // Not the whole project: .env and .data hold secrets, and a parser needs neither.
    const code = ['data/*', 'lib/*', 'node_modules/*', 'scrapers/*', 'package.json'].map(
      (part) => `${root}${part}`,
    );
    const folders = this.#folders.map((folder) => `${folder.replace(/\/?$/, '/')}*`);
    const child = spawn(
      process.execPath,
      [
        '--permission',
        ...[...code, ...folders].map((path) => `--allow-fs-read=${path}`),
        '--max-old-space-size=900',
        '--disable-warning=ExperimentalWarning',
        fileURLToPath(new URL('../parse-child.ts', import.meta.url)),
      ],
      { cwd: root, detached: true, env: { NODE_ENV: 'production' }, stdio: ['pipe', 'pipe', 'pipe'] },
    );
    this.#complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      if (this.#complaint.length < 4_000) this.#complaint += chunk.toString();
    });
    child.stdin.on('error', () => {});
    child.on('error', () => {});
    this.#reader = createInterface({ input: child.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
    this.#child = child;
    return { child, lines: this.#lines };
  }

  #kill(): void {
    const child = this.#child;
    this.#child = undefined;
    this.#lines = undefined;
    this.#reader?.close();
    this.#reader = undefined;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      child.kill('SIGKILL');
    }
  }

  #toEnd(unit: WorkUnit, killedFor: string | undefined): Error {
    const complaint = this.#complaint;
    this.#kill();
    if (killedFor !== undefined) {
      return new DossierError('forbidden', {
        what: `Reading was stopped: it took ${killedFor}`,
        where: unit.key,
        mend: 'Look at the file by hand; nothing of it was used.',
      });
    }
    if (/heap out of memory|Allocation failed/.test(complaint)) {
      return new DossierError('forbidden', {
        what: 'Reading was stopped: it took more memory than one file may',
        where: unit.key,
        mend: 'Look at the file by hand; nothing of it was used.',
      });
    }
    return new Error(
      `reading ${unit.key} ended by itself: ${complaint.trim().split('\n').slice(0, 3).join(' ')}`,
    );
  }
}
