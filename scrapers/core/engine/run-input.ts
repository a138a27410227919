import type { Pool } from 'pg';
import type { RunDetails, RunReport, RunState } from '#lib/scrapes/report-schema.ts';
import type { OpenSource, Plan, Snapshot, SourceHttp } from '../source.ts';
import type { Run } from './run-store.ts';

export type RunEvent =
  | { event: 'stage'; dataset: string; stage: string }
  | {
      event: 'unit';
      dataset: string;
      unit: string;
      done: number;
      total: number;
      outcome: string;
      bytes: number;
    }
  | { event: 'waiting'; dataset: string; host: string; ms: number }
  | { event: 'records'; dataset: string; unit: string; records: number }
  | { event: 'end'; dataset: string; run: string; state: RunState; published: number; seconds: number };

export interface Prepared {
  input: 'manual' | 'reparse';
  plan: Plan;
  held: ReadonlyMap<string, readonly Snapshot[]>;
}

export interface RunInput {
  pool: Pool;
  open: OpenSource;
  packs: string;
  dataDir: string;
  /** Folder with saved input files; absent: the network. */
  input?: string | undefined;
  limit?: number | undefined;
  /** Bytes that are here already: kept ones that are read again, or a page that a person saved. Nothing is planned or fetched then. */
  prepared?: Prepared;
  /** Everything but the writing: nothing is kept, not even the run. */
  dryRun?: boolean;
  /** Makes the client of a run. Never called for saved files. */
  openHttp: (onWait: (host: string, ms: number) => void) => SourceHttp;
  now?: () => Date;
  onEvent?: (event: RunEvent) => void;
  signal?: AbortSignal;
}

export interface RunResult {
  id: string;
  state: Exclude<RunState, 'running'>;
  coverage: Run['coverage'];
  report: RunReport;
  details: RunDetails;
}

/** A run under way: its clock and the signal that ends it. */
export type RunContext = RunInput & { now: () => Date; signal: AbortSignal };
