import type { NoAnswerError } from '#lib/captures/guarded-request.ts';

/** Beyond this a unit of work is put off, not slept on. */
export const longestWaitMs = 3_600_000;
const firstBackoffMs = 2_000;
const longestBackoffMs = 300_000;

const transient = new Set([429, 502, 503, 504]);

/** How often a request with this outcome is made in all, the first included. */
export function triesFor(
  outcome: { status: number } | { failure: NoAnswerError['kind'] },
  retryOn: readonly number[] = [],
): number {
  if ('failure' in outcome) return outcome.failure === 'unreachable' ? 2 : 5;
  if (transient.has(outcome.status) || retryOn.includes(outcome.status)) return 5;
  return outcome.status === 500 ? 2 : 1;
}

/** Exponential with full jitter, in milliseconds. @param attempt from 1 @param random [0, 1) */
export function backoffMs(attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempt - 1)));
}

/** Milliseconds that a Retry-After header asks for: seconds or an HTTP date; undefined where it is neither. */
export function parseRetryAfter(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000;
  // Date.parse alone would take "-5" and "soon 1" for dates, and the oldest of the three forms, which names no zone, for local time.
  const isDated = /^[A-Z][a-z]+, .* GMT$/.test(text);
  const isZoneless = /^[A-Z][a-z]{2} [A-Z][a-z]{2} .* \d{4}$/.test(text);
  if (!isDated && !isZoneless) return undefined;
  const at = Date.parse(isDated ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
