/**
 * One kind of error for everything a person can mend, with one table from code to HTTP status.
 *
 * A `DossierError` answers three questions: what is wrong, where, and how to mend it. It is not thrown for bugs: a
 * broken assumption in our own code stays a plain `Error` with a stack trace, because no reader can mend it.
 */
const statusByCode = {
  bad_request: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  invalid_input: 422,
  integrity: 500,
  internal: 500,
  environment: 500,
  install: 500,
  build: 500,
  port_taken: 500,
  disk_full: 507,
  unsupported_platform: 500,
  database_unreachable: 503,
  database_unfit: 500,
  database_start: 500,
  migration: 500,
} as const;

export type ErrorCode = keyof typeof statusByCode;

export type ErrorParts = {
  /** What is wrong, one sentence without a final period's worth of blame. */
  what: string;
  /** File, line, key, address or table; leave out when `what` says it. */
  where?: string;
  /** What the person can do about it. */
  mend: string;
  cause?: unknown;
};

export class DossierError extends Error {
  override readonly name = 'DossierError';
  readonly code: ErrorCode;
  readonly what: string;
  readonly where: string | undefined;
  readonly mend: string;

  constructor(code: ErrorCode, parts: ErrorParts) {
    const place = parts.where === undefined ? '' : ` (${parts.where})`;
    super(`${parts.what}${place}. ${parts.mend}`, { cause: parts.cause });
    this.code = code;
    this.what = parts.what;
    this.where = parts.where;
    this.mend = parts.mend;
  }
}

/** HTTP status of an error; anything that is not a `DossierError` is 500. */
export function toHttpStatus(error: unknown): number {
  return error instanceof DossierError ? statusByCode[error.code] : 500;
}

/** The `code` of a Node or Postgres error (`ENOSPC`, `42P01`), or undefined. */
export function getErrorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** True for a full disk, whoever noticed it: Node (`ENOSPC`, `EDQUOT`) or Postgres (`53100`). */
export function isDiskFull(error: unknown): boolean {
  const code = getErrorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') return true;
  return error instanceof Error && error.cause !== undefined && isDiskFull(error.cause);
}

/** One line for a terminal: `error code: what (where). mend`. Unknown errors keep their own message. */
export function toCliLine(error: unknown): string {
  if (error instanceof DossierError) return `error ${error.code}: ${oneLine(error.message)}`;
  if (isDiskFull(error)) {
    return 'error disk_full: The disk is full. Free some space and run the same command again; nothing half-written is kept.';
  }
  if (error instanceof AggregateError && error.errors.length > 0) return toCliLine(error.errors[0]);
  if (error instanceof Error)
    return `error internal: ${oneLine(error.message)} (DEBUG=1 shows the stack trace)`;
  return `error internal: ${oneLine(String(error))}`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
