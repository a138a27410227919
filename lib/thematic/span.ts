import { z } from 'zod';

const day = z.string().nullable();

/**
 * A time of validity, read once on the server so that a browser needs no parser of dates. Days are ISO text, inclusive;
 * null where the text is open at that end.
 */
export const spanSchema = z.object({
  /** As the source wrote it. */
  edtf: z.string(),
  /** First and last day on which it can have begun: equal where the source is exact. */
  beginsFrom: day,
  beginsBy: day,
  /** moment: told of one time, nothing held says that it ended. closed, open (`..`) and unknown are ends of intervals. */
  end: z.enum(['moment', 'closed', 'open', 'unknown']),
  /** First and last day on which a closed interval can have ended; null otherwise. */
  endsFrom: day,
  endsBy: day,
  /** Marked as uncertain or approximate by its source (`?`, `~`, `%`), or without a known beginning. */
  vague: z.boolean(),
});
export type Span = z.infer<typeof spanSchema>;

/** `last_known`: nothing held tells of a time after the last one told of, nor of an end. */
export type Holds = 'yes' | 'last_known' | 'maybe' | 'no';

/**
 * Does what is told hold on a day? Imprecise stays imprecise: something that began in 2015 is `maybe` within 2015.
 * Without a validity the first publication that tells of it decides: nothing carries it back to an earlier day.
 *
 * @param span null where the source gives no time
 * @param toldOn ISO day of the first source that tells of it; null where no source has a date
 * @param on ISO day
 */
export function holdsOn(span: Span | null, toldOn: string | null, on: string): Holds {
  if (span === null) return toldOn !== null && on < toldOn ? 'no' : 'last_known';
  if (span.beginsFrom !== null && on < span.beginsFrom) return 'no';
  if (span.endsBy !== null && on > span.endsBy) return 'no';
  if (span.vague) return 'maybe';
  if (span.beginsBy !== null && on < span.beginsBy) return 'maybe';
  if (span.end === 'closed') return span.endsFrom !== null && on > span.endsFrom ? 'maybe' : 'yes';
  if (span.end === 'open') return 'yes';
  return span.beginsBy === on ? 'yes' : 'last_known';
}

const strength: Record<Holds, number> = { yes: 3, last_known: 2, maybe: 1, no: 0 };

/** The firmest of several answers; `no` of none. */
export function firmest(answers: readonly Holds[]): Holds {
  return answers.reduce<Holds>((best, next) => (strength[next] > strength[best] ? next : best), 'no');
}
