import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DossierError, getErrorCode } from '#lib/errors.ts';
import { type LogLine, logLineSchema } from './decision-schema.ts';
import { ReviewWriter } from './writer.ts';

/** `DATA_DIR/review/<work>.jsonl`: private, because it tells who read what and when. */
export function toLogPath(dataDir: string, workId: string): string {
  return join(dataDir, 'review', `${workId}.jsonl`);
}

/**
 * Reads the log. A last line without its end was cut by a crash before it counted, or is being written by another review: it is left out, and
 * whoever writes next takes it away.
 *
 * @throws DossierError `integrity` for a whole line that cannot be read: a decision must not vanish silently
 */
export function readLog(path: string): LogLine[] {
  if (!existsSync(path)) return [];
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(0x0a) + 1;
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

/**
 * Adds lines and returns when the disk has them. The caller holds the lock of the log.
 *
 * @throws DossierError `forbidden` for lines of somebody else than the writer
 */
export function appendToLog(writer: ReviewWriter, path: string, lines: readonly LogLine[]): void {
  ReviewWriter.demand(writer);
  if (lines.length === 0) return;
  if (lines.some((line) => toAuthor(line) !== writer.by)) {
    throw new DossierError('forbidden', {
      what: `${writer.by} cannot decide in the name of somebody else`,
      mend: 'Begin again with the pseudonym of who sits here.',
    });
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  dropHalfLine(path);
  const file = openSync(path, 'a', 0o600);
  try {
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What a crash cut in half would otherwise become the beginning of the next line. */
function dropHalfLine(path: string): void {
  if (!existsSync(path)) return;
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) truncateSync(path, end);
}

function toAuthor(line: LogLine): string | undefined {
  if (line.kind === 'undo') return line.by;
  return 'isForeign' in line ? undefined : line.decision.by;
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
  // The number stands in the file before the file has its name, so that no lock is ever seen without its holder.
  const own = `${lock}.${process.pid}.${randomUUID()}`;
  writeFileSync(own, String(process.pid), { flag: 'wx', mode: 0o600 });
  try {
    if (link(own, lock)) return () => rmSync(lock, { force: true });
    const holder = readHolder(lock);
    if (holder === undefined || !isRunning(holder)) {
      setAside(lock, holder);
      if (link(own, lock)) return () => rmSync(lock, { force: true });
    }
    throw new DossierError('conflict', {
      what: `This work is being reviewed already, by process ${readHolder(lock) ?? 'unknown'}`,
      where: path,
      mend: 'Leave that review first (q in the terminal), or wait a moment and decide again.',
    });
  } finally {
    rmSync(own, { force: true });
  }
}

/** False where the lock is held. */
function link(own: string, lock: string): boolean {
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (getErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch (error) {
    if (getErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Takes a dead lock away; where somebody else did so first and holds the next one, that one is put back. */
function setAside(lock: string, holder: number | undefined): void {
  const aside = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (getErrorCode(error) === 'ENOENT') return;
    throw error;
  }
  if (readHolder(aside) !== holder) link(aside, lock);
  rmSync(aside, { force: true });
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
