import type { z } from 'zod';
import type { DatasetDescription, Hole } from '#lib/datasets/dataset-schema.ts';
import type { RowKind, rowSchemas } from '#lib/datasets/rows.ts';
import type { ScrapeSettings } from './scrape-settings.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One request, as a plan states it. Secrets never stand here: `secret` names an environment variable that the client adds. */
export interface UnitRequest {
  url: string;
  method?: 'GET' | 'POST';
  /** Form fields of a POST. */
  form?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** Key from an environment variable, sent as this header or query field; a variable that is not set adds nothing. */
  secret?: { variable: string; header: string } | { variable: string; query: string };
}

/**
 * One thing to read: a saved file, an address, a page range, a diff. The key is stable inside the dataset and made of raw values
 * (`file:city/toronto/Red Light Cameras.csv`, `area:NL`, `diff:6890123`), never of a position in the plan.
 */
export interface WorkUnit {
  key: string;
  from: { file: string } | { request: UnitRequest };
  /** What `parse` must know besides the bytes: layout, day that the rows describe, area. */
  hints?: Readonly<Record<string, Json>>;
}

export interface Plan {
  /**
   * `full`: the units together hold everything that the publisher lists, so what is absent is missing. `incremental`: absence says
   * nothing (diffs, feeds, single pages, a selection of the files).
   */
  coverage: 'full' | 'incremental';
  /** Only records of this country or region can become missing in a full pull of an area. */
  scope?: { country?: string; region?: string };
  units: readonly WorkUnit[];
}

/** Bytes of one unit as they were kept. A unit may have several: the pages of one layer, in order. */
export interface Snapshot {
  sha256: string;
  /** Where the bytes lie: content-addressed, as received after transfer decoding, never changed. */
  path: string;
  bytes: number;
  mediaType: string;
  /** Name of the input file or last part of the address: tells `.gz` and `.csv` apart. */
  name: string;
  /** Address that answered; undefined for files. */
  url?: string;
  /** ISO 8601, UTC. */
  fetchedAt: string;
}

export type FetchOutcome =
  | { kind: 'fetched'; snapshots: readonly Snapshot[]; cursor?: Readonly<Record<string, string>> }
  /** 304, or the bytes that are held already: the last snapshots of this unit stand. */
  | { kind: 'unchanged' }
  /** Something is missing (a page, the tail after an error in a 200): never feeds "missing". */
  | { kind: 'partial'; snapshots: readonly Snapshot[]; reason: string }
  /** Somebody there does not want this client. Never evaded: a person can save the page and use `import-capture`. */
  | { kind: 'blocked'; reason: string }
  | { kind: 'gone'; reason: string }
  | { kind: 'later'; reason: string; after?: Date };

/** Why a raw record does not become a row. `reason` is a code in snake_case; counted and listed in the report by it. */
export interface Refusal {
  reason: string;
  /** For the report, at most a line; must hold no personal data. */
  detail?: string;
}

/** What `parse` yields: a raw record, or the reason why this place of the bytes gives none. `at` finds it again: `row 17`, `/elements/3`. */
export type Parsed<Raw> = { at: string; raw: Raw } | ({ at: string } & Refusal);

export interface ParseContext {
  dataset: DatasetDescription;
  scrape: ScrapeSettings;
  unit: WorkUnit;
}

/** Where a raw record stands: unit, and the place inside its bytes. */
export interface Locator {
  unit: string;
  at: string;
}

export interface Located<Raw> extends Locator {
  raw: Raw;
}

/** The rows that packs hold and the database is loaded from. A new kind begins in lib/datasets/rows.ts. */
type RowOfKind = { [Kind in RowKind]: z.infer<(typeof rowSchemas)[Kind]> };

/** Upstream states that a source says itself; what is merely absent is decided by the engine. */
export type SaidState = 'gone_upstream' | 'out_of_scope' | 'withdrawn';

export type Draft = {
  [Kind in RowKind]: {
    kind: Kind;
    /** External id inside the dataset, from raw values (for agencies `agency/<id>`). */
    key: string;
    row: RowOfKind[Kind];
    /**
     * Raw records that became this row, the decisive one first; the others count as merged into it. Empty for rows that are derived from many
     * records (an agency that each of its deployments names).
     */
    from: readonly Locator[];
    /** Repairs that were made ("coordinates were swapped"); shown in the report. */
    repairs?: readonly string[];
    /** Plausibility findings that keep this row from being published without a person. */
    findings?: readonly string[];
  };
}[RowKind];

/** A source says that a record is gone or left the selection; it brings no row. Applies only to records that are held. */
export interface StateChange {
  key: string;
  state: SaidState;
  /** Upstream version, where the source counts them: an older one never overrides a newer. */
  version?: number;
  from: Locator;
}

/** What `normalize` tells the report besides its rows. */
export interface Notes {
  /** This raw record becomes no row. */
  refuse: (where: Locator, refusal: Refusal) => void;
  /** A raw value that no lookup knows; kept raw, counted by field and value. */
  unmatched: (field: string, value: string) => void;
  /** Any other count worth reading ("joined_by_id"). */
  count: (what: string, by?: number) => void;
}

export interface NormalizeContext {
  dataset: DatasetDescription;
  scrape: ScrapeSettings;
  /** Folder of the packs: gazetteer and bodies for look-ups. */
  packs: string;
  notes: Notes;
  /** Units of the run, for their hints. */
  units: ReadonlyMap<string, WorkUnit>;
}

export interface Normalized {
  drafts: Draft[];
  states?: StateChange[];
  /** The holes of dataset.yaml with the places found inside them, for the pages of those places. */
  holes?: Hole[];
}

export interface PlanContext {
  dataset: DatasetDescription;
  scrape: ScrapeSettings;
  /** Only the network plan of a source may use it. */
  http: SourceHttp;
  /** What the last published run left: sequence numbers, dates. */
  cursor: Readonly<Record<string, string>>;
  now: Date;
}

export interface FetchContext extends PlanContext {
  /** Called between requests, for progress and for stopping. */
  onProgress: (progress: { bytes?: number; requests?: number; waitingFor?: string }) => void;
}

/** An answer whose bytes are kept already. `blocked` answers come as such, never as an error. */
export type HttpAnswer =
  | {
      kind: 'answer';
      status: number;
      headers: Readonly<Record<string, string>>;
      url: string;
      snapshot: Snapshot;
    }
  | { kind: 'unchanged' }
  | { kind: 'blocked'; reason: string }
  /** 410 is a statement of removal, 404 is not. */
  | { kind: 'gone'; reason: string; status?: 404 | 410 }
  | { kind: 'later'; reason: string; after?: Date };

export interface SourceHttp {
  /**
   * One polite request: robots.txt, host budget, conditional headers of the unit's last snapshot (with `conditional`), retries with backoff
   * and Retry-After, the SSRF guard, the caps. Every body is kept (content-addressed file and WARC) before it is returned.
   * 4xx other than 401/403/404/410/429/451 and 5xx after the last try come as `answer` with their status: the adapter knows what they mean.
   */
  request: (request: UnitRequest, options?: RequestOptions) => Promise<HttpAnswer>;
}

export interface RequestOptions {
  /** Unit whose last ETag and Last-Modified are sent; without it no conditional headers. */
  conditional?: string;
  /** Hashes of the bytes that the caller would use for `unchanged`; only they count as held. Absent: the last answer to the unit. */
  held?: readonly string[];
  /** Statuses that are retried besides 429, 502, 503, 504. */
  retryOn?: readonly number[];
  /** Default 50 MB. */
  maxBytes?: number;
  /** Default 60 s. */
  timeoutMs?: number;
  /** False for documented APIs with a key; pages always ask robots.txt. */
  robots?: boolean;
}

/**
 * A dataset that brings in rows. `plan` and `fetch` may use the network and nothing else; `parse` and `normalize` are pure: no clock, no
 * network, no database, so that kept bytes can be read again (`reparse`).
 */
export interface RowSource<Raw = unknown> {
  id: string;
  /** Packs that `normalize` looks places and bodies up in. */
  needs: readonly string[];
  /** Units of the network. Absent where a dataset is read from saved files only. */
  plan?: (context: PlanContext) => Promise<Plan>;
  /** Default: one request a unit. */
  fetch?: (unit: WorkUnit, context: FetchContext) => Promise<FetchOutcome>;
  /** Units of saved files below `--input`. Default: the files of dataset.yaml, together `full`. */
  planFiles?: (settings: ScrapeSettings) => Plan;
  /**
   * Bytes → raw records. Runs in a process of its own that is killed beyond its limits. Throws a `DossierError` `invalid_input` when the file as a
   * whole cannot be trusted (changed header, error page, Git LFS pointer): then the unit fails and nothing of it is used.
   */
  parse: (snapshot: Snapshot, context: ParseContext) => Iterable<Parsed<Raw>> | AsyncIterable<Parsed<Raw>>;
  /** All raw records of a run → rows. Each raw record is in the `from` of one draft, in a state change, or refused. */
  normalize: (
    records: readonly Located<Raw>[],
    context: NormalizeContext,
  ) => Promise<Normalized> | Normalized;
  /** Asks the source about records that a full pull no longer has. Absent: they stay `missing`. */
  confirm?: (
    keys: readonly string[],
    context: FetchContext,
  ) => Promise<Map<string, 'present' | 'gone_upstream' | 'unknown'>>;
}

/** A source with its settings, as the registry opens it. */
export interface OpenSource {
  source: RowSource;
  dataset: DatasetDescription;
  scrape: ScrapeSettings;
}

/** What commands and workers know of all sources. */
export interface SourceRegistry {
  /** In the order of packing. */
  ids: () => string[];
  open: (id: string) => Promise<OpenSource>;
}

/** Declares a source without losing the type of its raw records between `parse` and `normalize`. */
export function defineSource<Raw>(source: RowSource<Raw>): RowSource {
  // A registry holds sources of many raw types; each one's `normalize` only ever gets what its own `parse` gave.
  return source as unknown as RowSource;
}
