import { toCliLine } from '#lib/errors.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { LedgerFolder } from './ledger-folder.ts';
import { publishCheckpoint } from './sequencer.ts';

const intervalMs = 30_000;

/**
 * Signs now and every half minute, whichever command appended to the log. A log that cannot be signed does not keep the site from
 * running: why is reported once, and again when the reason changes.
 */
export function keepSigning(input: {
  databaseUrl: string;
  dataDir: string;
  siteUrl: string | undefined;
  report: (line: string) => void;
}): { stop(): Promise<void> } {
  const folder = new LedgerFolder(input.dataDir);
  let lastSaid = '';
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = async () => {
    try {
      await withConnection(input.databaseUrl, (client) =>
        publishCheckpoint(client, folder, { siteUrl: input.siteUrl }),
      );
      lastSaid = '';
    } catch (error) {
      const line = toCliLine(error);
      if (line !== lastSaid) input.report(line);
      lastSaid = line;
    }
    if (!stopped) timer = setTimeout(start, intervalMs);
  };
  const start = () => {
    running = run();
  };
  start();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
