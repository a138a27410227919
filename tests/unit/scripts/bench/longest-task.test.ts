import { describe, expect, it } from 'vitest';
import { findLongestTask } from '../../../../scripts/bench/map/longest-task.ts';

const main = { pid: 7, tid: 1 };
const toTrace = (traceEvents: object[]) => new TextEncoder().encode(JSON.stringify({ traceEvents }));
const mark = { ...main, name: 'laid', ph: 'R', ts: 50 };

describe('the longest task of a page', () => {
  it('is that of the thread with the mark, by processor time, frames left out', () => {
    const trace = toTrace([
      { name: 'thread_name', ph: 'M', ...main, args: { name: 'CrRendererMain' } },
      mark,
      { ...main, name: 'RunTask', ph: 'X', ts: 0, dur: 90_000, tdur: 4_000 },
      { ...main, name: 'RunTask', ph: 'X', ts: 100_000, dur: 12_000, tdur: 11_500 },
      { ...main, name: 'RunTask', ph: 'X', ts: 200_000, dur: 80_000, tdur: 70_000 },
      { ...main, name: 'FireAnimationFrame', ph: 'X', ts: 200_100, dur: 60_000, tdur: 55_000 },
      { pid: 7, tid: 2, name: 'RunTask', ph: 'X', ts: 0, dur: 300_000, tdur: 300_000 },
      { pid: 8, tid: 1, name: 'RunTask', ph: 'X', ts: 0, dur: 300_000, tdur: 300_000 },
    ]);
    expect(findLongestTask(trace, 'laid')).toBe(11.5);
  });

  it('is not made up where nothing was recorded', () => {
    expect(() => findLongestTask(toTrace([]), 'laid')).toThrow(/laid/);
  });
});
