import { z } from 'zod';
import { runKillable } from '#lib/captures/killable-child.ts';
import { DossierError } from '#lib/errors.ts';
import { type FeedReading, feedReading } from './feed-schema.ts';

/** Bytes of one feed. Feeds are a few hundred kilobytes; archives of years are some megabytes. */
export const mostFeedBytes = 10_000_000;
const limits = { timeout: 60_000, maxOutputBytes: 40_000_000, maxResidentBytes: 700 * 1024 * 1024 };

const answer = z.union([
  z.strictObject({ feed: feedReading }),
  z.strictObject({ refused: z.strictObject({ what: z.string(), mend: z.string() }) }),
]);

/**
 * Reads a feed in a process that cannot hurt this one.
 *
 * @throws DossierError `invalid_input` for what is no feed, `forbidden` beyond the limits
 */
export async function readFeed(
  bytes: Uint8Array,
  source: { mediaType: string; address: string },
): Promise<FeedReading> {
  if (bytes.length > mostFeedBytes) {
    throw new DossierError('forbidden', {
      what: `The feed has ${bytes.length} bytes; ${mostFeedBytes} are the most that is read`,
      where: source.address,
      mend: 'Look for a feed of the newest items only.',
    });
  }
  const module = new URL('./feed-child.ts', import.meta.url).href;
  const input = Buffer.concat([Buffer.from(`${JSON.stringify(source)}\n`), bytes]);
  const read = answer.parse(JSON.parse(await runKillable(module, input, limits)));
  if ('feed' in read) return read.feed;
  throw new DossierError('invalid_input', { ...read.refused, where: source.address });
}
