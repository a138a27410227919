import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

export const pythonVerifierPath = resolve(import.meta.dirname, '../../docs/verify/verify.py');

const verdict = z.looseObject({
  ok: z.boolean(),
  problem: z.object({ where: z.string(), what: z.string() }).optional(),
  notChecked: z.string().optional(),
});
export type PythonVerdict = z.infer<typeof verdict>;

/** What the second verifier needs and this machine lacks, or undefined. */
export function findMissingProgram(): string | undefined {
  if (spawnSync('python3', ['--version']).status !== 0) return 'python3';
  const { stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
  return /^OpenSSL ([3-9]|\d\d)/.test(stdout ?? '') ? undefined : 'openssl of version 3.0 or newer';
}

/** docs/verify/verify.py, started once for many folders. */
export class PythonVerifier {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: Interface;
  readonly #waiting: ((line: string) => void)[] = [];

  constructor(vkeys: readonly string[]) {
    const args = vkeys.flatMap((vkey) => ['--vkey', vkey]);
    this.#child = spawn('python3', [pythonVerifierPath, '--batch', ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#lines = createInterface({ input: this.#child.stdout });
    this.#lines.on('line', (line) => this.#waiting.shift()?.(line));
    this.#child.on('exit', () => {
      for (const resolveLine of this.#waiting.splice(0))
        resolveLine('{"ok":false,"notChecked":"the verifier ended"}');
    });
  }

  async verify(target: string, since?: string): Promise<PythonVerdict> {
    const line = await new Promise<string>((resolveLine) => {
      this.#waiting.push(resolveLine);
      this.#child.stdin.write(`${JSON.stringify({ target, since })}\n`);
    });
    return verdict.parse(JSON.parse(line));
  }

  stop(): void {
    this.#lines.close();
    this.#child.stdin.end();
  }
}
