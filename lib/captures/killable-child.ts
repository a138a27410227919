import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DossierError } from '#lib/errors.ts';

export type ChildLimits = {
  /** Milliseconds until the whole process group is killed. */
  timeout: number;
  maxOutputBytes: number;
  /** Resident memory; parsers also allocate outside the heap, where a heap limit does not see it. */
  maxResidentBytes: number;
};

/**
 * Runs a module of this folder in a process of its own, with the input on stdin, and returns its stdout. The child gets no
 * secret from the environment, may read this project's files only, and is killed with everything that it started when it exceeds a limit: a
 * page or PDF made to hang a parser costs seconds, never the server.
 *
 * @throws DossierError `forbidden` when it was killed, `invalid_input` when it failed by itself
 */
export async function runKillable(module: string, input: Uint8Array, limits: ChildLimits): Promise<string> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const options = [
    '--permission',
    `--allow-fs-read=${root}*`,
    '--max-old-space-size=384',
    '--disable-warning=ExperimentalWarning',
    fileURLToPath(new URL(module, import.meta.url)),
  ];
  const output = await runLimited({ path: process.execPath, options }, input, limits, {});
  return output.toString('utf8');
}

/**
 * Runs a program with the same limits. It sees `env` alone.
 *
 * @throws DossierError like {@link runKillable}; the system's error where there is no such program
 */
export async function runLimited(
  program: { path: string; options: readonly string[] },
  input: Uint8Array,
  limits: ChildLimits,
  env: Record<string, string>,
): Promise<Buffer> {
  const child = spawn(program.path, program.options, {
    detached: true,
    env: { NODE_ENV: 'production', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let killedFor: string | undefined;
  const kill = (reason: string) => {
    killedFor ??= reason;
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile, or the system has no process groups.
      child.kill('SIGKILL');
    }
  };
  const timer = setTimeout(() => kill(`longer than ${limits.timeout / 1000} s`), limits.timeout);
  const watchdog = setInterval(() => {
    if (readResidentBytes(child.pid) > limits.maxResidentBytes)
      kill(`more than ${limits.maxResidentBytes >> 20} MB of memory`);
  }, 50);
  const output: Buffer[] = [];
  let size = 0;
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limits.maxOutputBytes) kill(`more than ${limits.maxOutputBytes} bytes of text`);
    else output.push(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    if (complaint.length < 2_000) complaint += chunk.toString();
  });
  // A child that is killed while it reads closes the pipe.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (killedFor !== undefined) {
      throw new DossierError('forbidden', {
        what: `Reading the file was stopped: it took ${killedFor}`,
        mend: 'Save the article as text and capture that file.',
      });
    }
    if (code !== 0) {
      throw new DossierError('invalid_input', {
        what: `The file cannot be read: ${findReason(complaint) ?? `exit code ${code}`}`,
        mend: 'Save the article as text and capture that file.',
      });
    }
    return Buffer.concat(output);
  } finally {
    clearTimeout(timer);
    clearInterval(watchdog);
  }
}

/** Resident memory of a process in bytes, from /proc; 0 where the system has none, and the time limit alone holds there. */
export function readResidentBytes(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return 0;
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}

/** The message of the error that ended the child, without its stack. */
function findReason(complaint: string): string | undefined {
  return /^(?:\w*(?:Error|Exception)): (.+)$/m.exec(complaint)?.[1];
}
