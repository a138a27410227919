import { createHash } from 'node:crypto';
import type { LinkCheck } from './schema.ts';

const dayMs = 86_400_000;
const newFor = 90 * dayMs;
/** Between visits: to a recent source, to an older one, and where the last visit decided nothing. */
const intervals = { recent: 7 * dayMs, older: 91 * dayMs, undecided: 4 * dayMs } as const;
/** A tenth more or less, so that what was cited together is not visited together for ever. */
const jitter = 0.1;

/**
 * When an address is to be visited again: weekly while the source is less than 90 days old, then four times a year; after a 404 or
 * silence every four days, so that three visits over seven days come together.
 *
 * @param newest day on which the newest work that cites it was published or captured
 */
export function toDueAt(
  url: string,
  newest: Date | undefined,
  last: Pick<LinkCheck, 'checkedAt' | 'finding'> | undefined,
): Date {
  if (last === undefined) return new Date(0);
  const age = newest === undefined ? Number.POSITIVE_INFINITY : last.checkedAt.getTime() - newest.getTime();
  const isUndecided = last.finding === 'missing' || last.finding === 'no_answer';
  const interval = isUndecided ? intervals.undecided : age < newFor ? intervals.recent : intervals.older;
  return new Date(last.checkedAt.getTime() + interval * (1 + jitter * toUnit(url)));
}

/** The same number in [-1, 1) for the same address, on every machine. */
function toUnit(url: string): number {
  return createHash('sha256').update(url).digest().readUInt32BE() / 2 ** 31 - 1;
}
