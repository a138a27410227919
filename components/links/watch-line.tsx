import type { WatchStatus } from '#lib/links/watch-status.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatDay, toIsoDay } from '#lib/messages/format.ts';

/** An hourly watch that was not seen for longer than this is probably not running. */
const lateAfterMs = 2 * 86_400_000;

/** Whether addresses are visited by schedule here, how often, and when that last happened. */
export function WatchLine({ watch, now }: { watch: WatchStatus; now: Date }) {
  const words = getMessages().checks.links;
  if (!watch.on) return <p>{words.off}</p>;
  const day = (date: Date) => formatDay(toIsoDay(date), defaultLocale);
  const { since, ranOn } = watch;
  const isLate = now.getTime() - (ranOn ?? since).getTime() > lateAfterMs;
  return (
    <>
      <p>{fill(words.on, { date: day(since) })}</p>
      <p>
        {ranOn === undefined
          ? words.ranNever
          : fill(isLate ? words.ranLate : words.ran, { date: day(ranOn) })}
      </p>
    </>
  );
}
