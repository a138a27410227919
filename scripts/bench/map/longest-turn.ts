/**
 * Longest run of this thread without a look at what waits, in milliseconds of processor time: what a reader would wait
 * for us. On a machine that others use, time on the clock says mostly what they do.
 */
export function watchTurns(): { stop(): number } {
  let longest = 0;
  let before = readThreadMs();
  let stopped = false;
  const look = () => {
    const now = readThreadMs();
    longest = Math.max(longest, now - before);
    before = now;
    if (!stopped) setTimeout(look, 1);
  };
  look();
  return {
    stop() {
      stopped = true;
      return longest;
    },
  };
}

function readThreadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
