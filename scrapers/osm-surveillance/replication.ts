import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { parseState, type ReplicationState, toSequencePath } from '../core/formats/osm-state.ts';
import type {
  FetchContext,
  FetchOutcome,
  HttpAnswer,
  Plan,
  PlanContext,
  Snapshot,
  SourceHttp,
  WorkUnit,
} from '../core/source.ts';
import { type OsmOptions, readOptions, requireOption } from './options.ts';

type Settings = NonNullable<OsmOptions['replication']>;
type Every = Settings['every'];

const minute = 60_000;
const steps: Record<Every, number> = { minute, hour: 60 * minute, day: 24 * 60 * minute };
/** Beyond this many files a minute each, those of an hour are read. */
const maxMinutes = 1_440;
const maxBehind = 30 * steps.day;
/** A diff that the directory announced this long ago and that is not there will not come. */
const maxDelay = 10 * minute;
/** Bytes of one diff of the planet: a day has 100 MB, a bad one twice that. */
const maxDiffBytes = 500_000_000;

/** The diffs since the last run as one unit: they only make sense without a gap, so the cursor ends where the gap begins. */
export function planDiffs({ scrape, cursor }: PlanContext): Plan {
  const settings = requireOption(readOptions(scrape).replication, 'replication');
  const after = Number(cursor.sequence ?? settings.start ?? Number.NaN);
  if (!Number.isSafeInteger(after)) {
    throw new DossierError('invalid_input', {
      what: 'Nobody has said where the diffs begin',
      where: 'scrapers/osm-surveillance/dataset.yaml',
      mend: 'Set scrape.options.replication.start to the sequence number that the loaded rows stand at; an extract names it in its header (osmium fileinfo).',
    });
  }
  const every = cursor.every ?? settings.every;
  return {
    coverage: 'incremental',
    units: [
      {
        key: `diffs:${every}/${after + 1}`,
        from: { request: { url: new URL('state.txt', toFolder(settings, settings.every)).href } },
        hints: { ask: 'diffs', first: after + 1, derivedFrom: settings.derivedFrom },
      },
    ],
  };
}

/** Extract services keep one sort of diffs, without a folder for it. */
function toFolder({ url, derivedFrom }: Settings, every: Every): string {
  const base = url.replace(/\/?$/, '/');
  return derivedFrom === 'extract' ? base : new URL(`${every}/`, base).href;
}

export async function fetchDiffs(unit: WorkUnit, context: FetchContext): Promise<FetchOutcome> {
  const settings = requireOption(readOptions(context.scrape).replication, 'replication');
  const first = z.number().parse(unit.hints?.first);
  const start = await findStart(settings, first - 1, context);
  if ('outcome' in start) return start.outcome;
  const { every, after, state } = start;
  if (after >= state.sequence) return { kind: 'unchanged' };
  const folder = toFolder(settings, every);
  const last = Math.min(state.sequence, after + settings.maxDiffs);
  const snapshots: Snapshot[] = [];
  let stopped: FetchOutcome | undefined;
  for (let sequence = after + 1; sequence <= last && !stopped; sequence += 1) {
    const answer = await context.http.request(
      { url: new URL(`${toSequencePath(sequence)}.osc.gz`, folder).href },
      { robots: false, maxBytes: maxDiffBytes, timeoutMs: 2 * minute },
    );
    context.onProgress({ requests: sequence - after });
    if (answer.kind === 'answer' && answer.status === 200) snapshots.push(answer.snapshot);
    else stopped = toStop(answer, sequence, state, context.now);
  }
  if (snapshots.length === 0 && stopped) return stopped;
  const reached = after + snapshots.length;
  const at = reached === state.sequence ? { state } : await readState(context.http, folder, reached);
  return {
    kind: 'fetched',
    snapshots,
    cursor: {
      sequence: String(reached),
      every,
      ...('state' in at ? { timestamp: at.state.timestamp.toISOString() } : {}),
    },
  };
}

function toStop(answer: HttpAnswer, sequence: number, state: ReplicationState, now: Date): FetchOutcome {
  if (answer.kind === 'blocked' || answer.kind === 'later') return answer;
  const isAbsent = answer.kind === 'gone' || (answer.kind === 'answer' && answer.status === 404);
  const overdue = now.getTime() - state.timestamp.getTime() > maxDelay;
  if (isAbsent && overdue) {
    return {
      kind: 'partial',
      snapshots: [],
      reason: `Diff ${sequence} is missing for good: load a fresh extract and set scrape.options.replication.start to its sequence number`,
    };
  }
  return {
    kind: 'later',
    reason: isAbsent ? `Diff ${sequence} is announced and not there yet` : `Diff ${sequence} cannot be had`,
    after: new Date(now.getTime() + minute),
  };
}

type Start = { every: Every; after: number; state: ReplicationState } | { outcome: FetchOutcome };

/**
 * Which diffs to read from where. As long as the last run read the same sort and not too much is missing, the next number counts; else the time of the last
 * diff that was read, in the directory of the configured sort or, for more than a day of minutes, in that of the hours.
 */
async function findStart(settings: Settings, held: number, context: FetchContext): Promise<Start> {
  const { http, cursor } = context;
  const heldEvery = z.enum(['minute', 'hour', 'day']).catch(settings.every).parse(cursor.every);
  const read = await readState(http, toFolder(settings, settings.every));
  if ('outcome' in read) return read;
  const { state } = read;
  if (heldEvery === settings.every) {
    if (state.sequence < held) return { outcome: toSetBack(state, held) };
    const isFar = settings.derivedFrom === 'planet' && settings.every === 'minute';
    if (!isFar || state.sequence - held <= maxMinutes) return { every: settings.every, after: held, state };
  }
  const since = cursor.timestamp
    ? new Date(cursor.timestamp)
    : await readState(http, toFolder(settings, heldEvery), held);
  if ('outcome' in since) return since;
  const at = since instanceof Date ? since : since.state.timestamp;
  const behind = state.timestamp.getTime() - at.getTime();
  if (behind > maxBehind) {
    return {
      outcome: {
        kind: 'partial',
        snapshots: [],
        reason: 'The last diff that was read is more than 30 days old: load a fresh extract',
      },
    };
  }
  if (settings.every !== 'minute' || behind <= maxMinutes * minute)
    return { every: settings.every, after: toSequenceAt(state, at, settings.every), state };
  const hours = await readState(http, toFolder(settings, 'hour'));
  if ('outcome' in hours) return hours;
  const after = heldEvery === 'hour' ? held : toSequenceAt(hours.state, at, 'hour');
  return { every: 'hour', after, state: hours.state };
}

const toSetBack = (state: ReplicationState, held: number): FetchOutcome => ({
  kind: 'later',
  reason: `The directory stands at ${state.sequence}, before the ${held} that was read: it was set back, or its address changed`,
});

/**
 * The newest diff that ends before `since`, at the latest: directories skip a step now and then and never have two in one, so counting back by
 * time may read a diff again, which changes nothing, but leaves none out.
 */
export function toSequenceAt(state: ReplicationState, since: Date, every: Every): number {
  const back = Math.ceil((state.timestamp.getTime() - since.getTime()) / steps[every]);
  return Math.max(0, state.sequence - Math.max(0, back));
}

async function readState(
  http: SourceHttp,
  folder: string,
  sequence?: number,
): Promise<{ state: ReplicationState } | { outcome: FetchOutcome }> {
  const name = sequence === undefined ? 'state.txt' : `${toSequencePath(sequence)}.state.txt`;
  const url = new URL(name, folder).href;
  const answer = await http.request({ url }, { robots: false, maxBytes: 10_000 });
  if (answer.kind === 'blocked' || answer.kind === 'later') return { outcome: answer };
  if (answer.kind !== 'answer' || answer.status !== 200)
    return {
      outcome: { kind: 'later', reason: `${name} of the replication directory cannot be had` },
    };
  return { state: parseState(await readFile(answer.snapshot.path, 'utf8'), url) };
}
