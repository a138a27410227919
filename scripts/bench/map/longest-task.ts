import { z } from 'zod';

/** Chromium's own account of what its threads did (Trace Event Format), as far as it is read here; times in microseconds. */
const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      ts: z.number().default(0),
      dur: z.number().default(0),
      /** Processor time of the thread. */
      tdur: z.number().default(0),
    }),
  ),
});

/** What must be recorded. */
export const traceCategories = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'blink.user_timing',
];

/**
 * The longest task of the thread that set a mark, in milliseconds of processor time: on a machine that others use, the
 * clock says how long a task waited, not how long it worked. Frames that the engine drew are not counted, nor is what a
 * task did besides them.
 *
 * @param mark set by the page whose main thread is meant
 * @throws Error when nothing set the mark
 */
export function findLongestTask(trace: Uint8Array, mark: string): number {
  const { traceEvents } = traceSchema.parse(JSON.parse(new TextDecoder().decode(trace)));
  const marked = traceEvents.find(({ name }) => name === mark);
  if (marked === undefined) throw new Error(`nothing in the trace is named ${mark}`);
  const own = traceEvents.filter(({ pid, tid }) => pid === marked.pid && tid === marked.tid);
  const frames = own.filter(({ name }) => name === 'FireAnimationFrame');
  const tasks = own.filter(({ name, ts, dur }) => {
    const hasFrame = frames.some((frame) => frame.ts >= ts && frame.ts < ts + dur);
    return name === 'RunTask' && !hasFrame;
  });
  return tasks.reduce((most, { tdur }) => Math.max(most, tdur / 1000), 0);
}
