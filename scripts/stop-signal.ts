const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export type StopHandle = {
  /** Adds something to stop before what stands already: the site before its database. */
  beforeClose(stop: () => Promise<void>): void;
  /** Stops everything, in order, once. */
  close(): Promise<void>;
};

/**
 * Ctrl-C, SIGTERM and SIGHUP stop what was started, newest first, and end the process. A signal that comes again while
 * stopping changes nothing: npm and the terminal both send one.
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
  for (const [signal, code] of Object.entries(exitCodes)) {
    process.on(signal, () => {
      if (signalled) return;
      signalled = true;
      console.log('\nStopping');
      void close().finally(() => process.exit(signal === 'SIGINT' ? 0 : code));
    });
  }
  return {
    beforeClose: (stop) => stops.unshift(stop),
    close,
  };
}
