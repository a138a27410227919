import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DossierError, getErrorCode } from '#lib/errors.ts';
import { type LogLine, logLineSchema } from './decision-schema.ts';

/** `DATA_DIR/review/<work>.jsonl`: private, because it tells who read what and when. */
export function toLogPath(dataDir: string, workId: string): string {
  return join(dataDir, 'review', `${workId}.jsonl`);
}

/**
 * Reads the log. A last line without its end was cut by a crash before it counted: it is taken away, so that the next one begins a line of
 * its own.
 *
 * @throws DossierError `integrity` for a whole line that cannot be read: a decision must not vanish silently
 */
export function readLog(path: string): LogLine[] {
  if (!existsSync(path)) return [];
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) truncateSync(path, end);
  const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
  return lines.map((line, index) => parseLine(line, `${path}:${index + 1}`));
}

function parseLine(line: string, where: string): LogLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw refuse(where, cause);
  }
  const parsed = logLineSchema.safeParse(value);
  if (!parsed.success) throw refuse(where, parsed.error);
  return parsed.data;
}

function refuse(where: string, cause: unknown): DossierError {
  return new DossierError('integrity', {
    what: 'A line of the review log cannot be read',
    where,
    mend: 'Put the file back from a backup, or remove that line and decide again.',
    cause,
  });
}

/** Adds lines and returns when the disk has them. */
export function appendToLog(path: string, lines: readonly LogLine[]): void {
  if (lines.length === 0) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, 'a', 0o600);
  try {
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Keeps a second review of the same work away: lines are counted for undo, so nobody else may add any meanwhile. A lock whose process is gone
 * does not count.
 *
 * @returns what gives the lock back
 * @throws DossierError `conflict` while another review runs
 */
export function lockLog(path: string): () => void {
  const lock = `${path}.lock`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : undefined;
  if (holder !== undefined && isRunning(holder)) {
    throw new DossierError('conflict', {
      what: `This work is being reviewed already, by process ${holder}`,
      where: path,
      mend: 'Leave that review with q first.',
    });
  }
  if (holder !== undefined) rmSync(lock, { force: true });
  writeFileSync(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
  return () => rmSync(lock, { force: true });
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else is running too.
    return getErrorCode(error) === 'EPERM';
  }
}
