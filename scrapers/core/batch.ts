import type { DatasetDescription, Hole } from '#lib/datasets/dataset-schema.ts';
import { DossierError, toCliLine } from '#lib/errors.ts';
import type { ParseProcess } from './parse-process.ts';
import type { ScrapeSettings } from './scrape-settings.ts';
import type {
  Draft,
  Located,
  Locator,
  Notes,
  Refusal,
  RowSource,
  Snapshot,
  StateChange,
  WorkUnit,
} from './source.ts';

/** A unit with the bytes that were kept of it. */
export interface HeldUnit {
  unit: WorkUnit;
  snapshots: readonly Snapshot[];
}

export interface BatchInput {
  source: RowSource;
  dataset: DatasetDescription;
  scrape: ScrapeSettings;
  /** Folder of the packs, for look-ups. */
  packs: string;
  units: readonly HeldUnit[];
  parser: ParseProcess;
  /** Raw records a unit at most; for trying a source out. */
  limit?: number;
  onProgress?: (progress: { unit: string; records: number }) => void;
}

/** What became of the raw records of one unit: `seen` = `rows` + `merged` + `states` + all of `refused`. */
export interface UnitCount {
  unit: string;
  seen: number;
  /** Rows whose decisive record stands here. */
  rows: number;
  /** Records that were merged into a row of another record. */
  merged: number;
  /** Records that only say that something is gone or left the selection. */
  states: number;
  refused: Record<string, number>;
}

export interface Batch {
  drafts: Draft[];
  states: StateChange[];
  holes?: Hole[];
  counts: UnitCount[];
  refusals: (Locator & Refusal)[];
  /** Raw values that no look-up knows: field → value → how often. */
  unmatched: Record<string, Record<string, number>>;
  counters: Record<string, number>;
  /** Units whose bytes cannot be trusted as a whole. */
  failed: { unit: string; reason: string }[];
}

/**
 * Kept bytes → drafts: `parse` unit by unit, `normalize` over all of them, and the account of every raw record.
 *
 * @throws Error when `normalize` loses a record, uses one twice, or gives two rows one key: a fault of the source's code or a key that is none
 */
export async function readBatch(input: BatchInput): Promise<Batch> {
  const { source, dataset, scrape, units } = input;
  const account = new Account();
  const records: Located<unknown>[] = [];
  const failed: Batch['failed'] = [];
  for (const { unit, snapshots } of units) {
    const read = await readUnit(input, unit, snapshots);
    if ('reason' in read) {
      failed.push({ unit: unit.key, reason: read.reason });
      continue;
    }
    for (const item of read.items) {
      account.see(item);
      if ('reason' in item) account.refuse(item, item);
      else records.push(item);
    }
  }
  const normalized = await source.normalize(records, {
    dataset,
    scrape,
    packs: input.packs,
    notes: account.notes,
    units: new Map(units.map(({ unit }) => [unit.key, unit])),
  });
  for (const draft of normalized.drafts) {
    draft.from.forEach((where, index) => {
      account.use(where, index === 0 ? 'rows' : 'merged');
    });
  }
  for (const state of normalized.states ?? []) account.use(state.from, 'states');
  account.close(source.id);
  refuseRepeatedKeys(source.id, normalized.drafts);
  return {
    drafts: normalized.drafts,
    states: normalized.states ?? [],
    ...(normalized.holes ? { holes: normalized.holes } : {}),
    counts: units.map(({ unit }) => account.countOf(unit.key)),
    refusals: account.refusals,
    unmatched: account.toUnmatched(),
    counters: Object.fromEntries([...account.counters].sort()),
    failed,
  };
}

type Item = Located<unknown> | (Locator & Refusal);

/** All of a unit or nothing: a file that turns out bad in its middle gives no rows. */
async function readUnit(
  { source, parser, limit, onProgress }: BatchInput,
  unit: WorkUnit,
  snapshots: readonly Snapshot[],
): Promise<{ items: Item[] } | { reason: string }> {
  const items: Item[] = [];
  try {
    for (const [page, snapshot] of snapshots.entries()) {
      for await (const parsed of parser.parse(source.id, unit, snapshot, limit)) {
        const at = snapshots.length > 1 ? `page ${page + 1}, ${parsed.at}` : parsed.at;
        items.push({ ...parsed, unit: unit.key, at });
        if (items.length % 5_000 === 0) onProgress?.({ unit: unit.key, records: items.length });
      }
    }
    onProgress?.({ unit: unit.key, records: items.length });
    return { items };
  } catch (error) {
    if (error instanceof DossierError) return { reason: toCliLine(error).replace(/^error \w+: /, '') };
    throw error;
  }
}

function refuseRepeatedKeys(id: string, drafts: readonly Draft[]): void {
  const seen = new Map<string, Draft>();
  for (const draft of drafts) {
    const other = seen.get(draft.key);
    if (other !== undefined) {
      const where = (of: Draft) =>
        of.from.map(({ unit, at }) => `${unit}, ${at}`).join('; ') || 'a derived row';
      throw new DossierError('invalid_input', {
        what: `${id}: two rows have the key "${draft.key}"`,
        where: `${where(other)} and ${where(draft)}`,
        mend: 'The key is not one: choose another key column, or refuse one of the rows with a reason.',
      });
    }
    seen.set(draft.key, draft);
  }
}

/** Keeps the books: each raw record is seen once and used once. */
class Account {
  readonly refusals: (Locator & Refusal)[] = [];
  readonly counters = new Map<string, number>();
  readonly #open = new Set<string>();
  readonly #counts = new Map<string, UnitCount>();
  readonly #unmatched = new Map<string, Map<string, number>>();

  readonly notes: Notes = {
    refuse: (where, refusal) => this.refuse(where, refusal),
    unmatched: (field, value) => {
      const values = this.#unmatched.get(field) ?? new Map<string, number>();
      this.#unmatched.set(field, values.set(value, (values.get(value) ?? 0) + 1));
    },
    count: (what, by = 1) => {
      this.counters.set(what, (this.counters.get(what) ?? 0) + by);
    },
  };

  countOf(unit: string): UnitCount {
    const known = this.#counts.get(unit);
    if (known !== undefined) return known;
    const fresh: UnitCount = { unit, seen: 0, rows: 0, merged: 0, states: 0, refused: {} };
    this.#counts.set(unit, fresh);
    return fresh;
  }

  see(where: Locator): void {
    const key = `${where.unit}\n${where.at}`;
    if (this.#open.has(key)) throw new Error(`parse gives ${where.unit}, ${where.at} twice`);
    this.#open.add(key);
    this.countOf(where.unit).seen += 1;
  }

  use(where: Locator, as: 'rows' | 'merged' | 'states'): void {
    this.#take(where);
    this.countOf(where.unit)[as] += 1;
  }

  refuse({ unit, at }: Locator, { reason, detail }: Refusal): void {
    this.#take({ unit, at });
    const count = this.countOf(unit);
    count.refused[reason] = (count.refused[reason] ?? 0) + 1;
    this.refusals.push({ unit, at, reason, ...(detail === undefined ? {} : { detail }) });
  }

  close(id: string): void {
    const [first] = this.#open;
    if (first === undefined) return;
    throw new Error(
      `${id}: normalize lost ${this.#open.size} records, the first at ${first.replace('\n', ', ')}: each must become a row, be merged, or be refused`,
    );
  }

  toUnmatched(): Batch['unmatched'] {
    return Object.fromEntries(
      [...this.#unmatched]
        .sort()
        .map(([field, values]) => [field, Object.fromEntries([...values].sort((a, b) => b[1] - a[1]))]),
    );
  }

  #take({ unit, at }: Locator): void {
    if (!this.#open.delete(`${unit}\n${at}`))
      throw new Error(`${unit}, ${at} is accounted for twice, or was never read`);
  }
}
