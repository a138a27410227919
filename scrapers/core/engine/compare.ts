import { hashLine, type RowKind } from '#lib/datasets/rows.ts';
import type { Draft, SaidState, StateChange } from '../source.ts';

export type UpstreamState = 'present' | 'missing' | SaidState;

/** A record as it is published now. `line` is null where an older version of the project loaded it. */
export interface Accepted {
  kind: RowKind | null;
  line: string | null;
  hash: string;
  state: UpstreamState;
}

export type ChangeKind = 'create' | 'update' | 'move' | 'reappear' | 'state';

export interface Change {
  key: string;
  change: ChangeKind;
  kind: RowKind | null;
  before: string | null;
  /** The row's new line; null for a change of state. */
  after: string | null;
  state: UpstreamState;
  findings: string[];
}

export interface Comparison {
  changes: Change[];
  unchanged: number;
  /** Rows or states that an older upstream version brought: passed over. */
  stale: number;
  /** States said of records that were never held. */
  unknownStates: number;
}

/** A device that moves further is looked at by a person: it may be another device under a used id. */
const moveMeters = 50;

/**
 * What a run would change. A record that is absent is only found missing where the run saw everything (`complete`) and the record lies in its scope;
 * nothing is ever deleted.
 */
export function compare(input: {
  accepted: ReadonlyMap<string, Accepted>;
  drafts: readonly Draft[];
  states: readonly StateChange[];
  complete: boolean;
  inScope?: (line: string | null) => boolean;
}): Comparison {
  const { accepted, drafts, states, complete, inScope = () => true } = input;
  const result: Comparison = { changes: [], unchanged: 0, stale: 0, unknownStates: 0 };
  const said = newestStates(states);
  const seen = new Set<string>();
  for (const draft of drafts) {
    seen.add(draft.key);
    const line = JSON.stringify(draft.row);
    const known = accepted.get(draft.key);
    const findings = [...(draft.findings ?? [])];
    const change = (kind: ChangeKind) =>
      result.changes.push({
        key: draft.key,
        change: kind,
        kind: draft.kind,
        before: known?.line ?? null,
        after: line,
        state: 'present',
        findings,
      });
    if (known === undefined) change('create');
    else if (isOlder(line, known.line)) result.stale += 1;
    else if (known.hash === hashLine(line) && known.state === 'present') result.unchanged += 1;
    else if (known.state !== 'present') change('reappear');
    else change(metersMoved(known.line, line) > moveMeters ? 'move' : 'update');
  }
  for (const [key, { state, version }] of said) {
    if (seen.has(key)) continue;
    seen.add(key);
    const known = accepted.get(key);
    if (known === undefined) result.unknownStates += 1;
    else if (known.state === state) result.unchanged += 1;
    else if (version !== undefined && version <= (versionOf(known.line) ?? 0)) result.stale += 1;
    else result.changes.push(toState(key, known, state));
  }
  if (complete) {
    for (const [key, known] of accepted) {
      if (known.state === 'present' && !seen.has(key) && inScope(known.line))
        result.changes.push(toState(key, known, 'missing'));
    }
  }
  return result;
}

function toState(key: string, known: Accepted, state: UpstreamState): Change {
  return { key, change: 'state', kind: known.kind, before: known.line, after: null, state, findings: [] };
}

/** Several versions of one object in one run: the highest stands; without versions, the last one said. */
function newestStates(states: readonly StateChange[]): Map<string, StateChange> {
  const newest = new Map<string, StateChange>();
  for (const state of states) {
    const other = newest.get(state.key);
    if (other?.version !== undefined && state.version !== undefined && other.version > state.version)
      continue;
    newest.set(state.key, state);
  }
  return newest;
}

function field(line: string | null, name: string): number | undefined {
  if (line === null) return undefined;
  const row: unknown = JSON.parse(line);
  if (typeof row !== 'object' || row === null) return undefined;
  const value: unknown = Object.entries(row).find(([key]) => key === name)?.[1];
  return typeof value === 'number' ? value : undefined;
}

const versionOf = (line: string | null) => (line?.includes('"v":') === true ? field(line, 'v') : undefined);

function isOlder(after: string, before: string | null): boolean {
  const [next, known] = [versionOf(after), versionOf(before)];
  return next !== undefined && known !== undefined && next < known;
}

/** Equirectangular, which is exact enough for the question "further than 50 m?". 0 for rows without a position. */
function metersMoved(before: string | null, after: string): number {
  const [lon1, lat1, lon2, lat2] = [
    field(before, 'lon'),
    field(before, 'lat'),
    field(after, 'lon'),
    field(after, 'lat'),
  ];
  if (lon1 === undefined || lat1 === undefined || lon2 === undefined || lat2 === undefined) return 0;
  const turn = Math.abs(lon2 - lon1) > 180 ? 360 - Math.abs(lon2 - lon1) : Math.abs(lon2 - lon1);
  const east = turn * Math.cos((((lat1 + lat2) / 2) * Math.PI) / 180);
  return Math.hypot(east, lat2 - lat1) * 111_195;
}
