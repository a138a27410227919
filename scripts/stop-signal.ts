export type StopHandle = {
  /** Adds something to stop before what stands already: the site before its database. */
  beforeClose(stop: () => Promise<void>): void;
  /** Stops everything, in order, once. */
  close(): Promise<void>;
};

/**
 * Ctrl-C, SIGTERM and SIGHUP stop what was started, newest first, and end the process. A signal that comes again while
 * stopping changes nothing: npm and the terminal both send one. Stopping a site on request is no failure; a command for
 * which it is one sets `process.exitCode` beforehand.
 */
export function onStopSignal(last: () => Promise<void>): StopHandle {
  const stops = [last];
  let closing: Promise<void> | undefined;
  let signalled = false;
  const close = () => {
    closing ??= (async () => {
      for (const stop of stops) await stop();
    })();
    return closing;
  };
  // A terminal that was closed breaks the pipe; the database must be stopped all the same.
  process.stdout.on('error', () => {});
  const end = () => {
    if (signalled) return;
    signalled = true;
    console.log('\nStopping');
    void close().finally(() => process.exit());
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
  // Bootstrap holds the other end: when it is killed outright, nobody can press Ctrl-C for us any more.
  process.once('disconnect', end);
  process.channel?.unref();
  return {
    beforeClose: (stop) => stops.unshift(stop),
    close,
  };
}
