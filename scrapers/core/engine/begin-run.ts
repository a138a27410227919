import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { codeVersion } from './code-version.ts';
import { StageClock, toReport } from './report.ts';
import type { RunInput } from './run-input.ts';
import { createRun, endRun, findRunningRun, findUnits, type Run, takeRun } from './run-store.ts';

/** Names this process among all workers, so that a dead one's run can be told from a living one's. */
export const workerName = `${hostname()}:${process.pid}`;

/**
 * Begins a run, or goes on with the one that a dead worker left. A run that was begun with other files or limits is given up instead: nobody wants to
 * read today what was meant yesterday.
 *
 * @throws DossierError `conflict` when a living worker has the run
 */
export async function beginRun(input: RunInput, now: Date): Promise<Run> {
  const { pool, open } = input;
  const running = await findRunningRun(pool, open.dataset.id);
  if (running !== undefined) {
    const taken = await takeRun(pool, running, workerName, isDeadNeighbor(running.worker));
    if (isSameWish(taken, input) && input.dryRun !== true) return taken;
    await giveUp(input, taken, now);
  }
  return createRun(pool, {
    datasetId: open.dataset.id,
    input: toInputKind(input),
    worker: workerName,
    codeVersion: codeVersion(),
    settingsSha256: createHash('sha256')
      .update(JSON.stringify([open.dataset, open.scrape]))
      .digest('hex'),
    options: { input: input.input, limit: input.limit },
    now,
  });
}

/** A worker of this machine whose process is gone need not be waited for. */
function isDeadNeighbor(worker: string | null): boolean {
  const [host, pid] = (worker ?? '').split(':');
  if (host !== hostname() || pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch {
    return true;
  }
}

const toInputKind = ({ prepared, input }: RunInput): Run['input'] =>
  prepared?.input ?? (input === undefined ? 'network' : 'files');

/** Kept bytes and saved pages come with each call anew, so such a run is never gone on with. */
function isSameWish({ input: kind, options }: Run, input: RunInput): boolean {
  return (
    input.prepared === undefined &&
    kind === toInputKind(input) &&
    options.input === input.input &&
    options.limit === input.limit
  );
}

async function giveUp(input: RunInput, run: Run, now: Date): Promise<void> {
  const { report, details } = toReport({
    open: input.open,
    now,
    clock: new StageClock(),
    units: await findUnits(input.pool, run.id),
    requests: 0,
    reason: 'It was stopped, and the next run was asked for with other settings',
  });
  await endRun(input.pool, run.id, { state: 'failed', report, details, at: now });
}
