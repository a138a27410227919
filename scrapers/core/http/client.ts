import type { LookupFunction } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { refuse } from '#lib/captures/guarded-url.ts';
import type { ScrapeSettings } from '../scrape-settings.ts';
import { type FetchRow, removeStalePartials } from '../snapshots.ts';
import type { HttpAnswer, RequestOptions, SourceHttp, UnitRequest } from '../source.ts';
import { AnswerArchive, type Asked } from './answer-archive.ts';
import { type Ask, askPolitely, type Politeness, type Received } from './polite-request.ts';
import { RobotsGate } from './robots-gate.ts';
import { addSecret, type SecretLookup, stripSecrets } from './secrets.ts';

export interface SourceHttpOptions {
  /** Acts as role dossier_ingest. Needs two connections: the lease of a host is renewed while something else is written. */
  pool: Pool;
  datasetId: string;
  scrape: Pick<ScrapeSettings, 'hosts'>;
  dataDir: string;
  /** From `toUserAgent`, which refuses to make one without a contact. */
  userAgent: string;
  signal?: AbortSignal;
  /** Called before each wait for a host. */
  onWait?: (wait: { host: string; ms: number }) => void;
  /** Called with the bytes of the running answer so far. */
  onBytes?: (bytes: number) => void;
  /** Default: the environment. */
  secrets?: SecretLookup;
  /** For tests. */
  loopbackPorts?: ReadonlySet<number>;
  lookup?: LookupFunction;
  /** For tests. Without it the clock of Postgres spaces requests. */
  now?: () => Date;
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** For tests: [0, 1). */
  random?: () => number;
}

const pageLimits = { maxWireBytes: 20_000_000, maxBytes: 50_000_000 };
const pageTimeout = 60_000;
const pageHeadersTimeout = 20_000;

/** The client that a source of one dataset fetches with; {@link SourceHttp} says what it promises. */
export function createSourceHttp(options: SourceHttpOptions): SourceHttp {
  return new Client(options);
}

class Client implements SourceHttp {
  readonly #now: () => Date;
  readonly #secrets: SecretLookup;
  readonly #politeness: Politeness;
  readonly #archive: AnswerArchive;
  readonly #robots: RobotsGate;
  readonly #swept: Promise<void>;

  constructor(options: SourceHttpOptions) {
    this.#now = options.now ?? (() => new Date());
    this.#secrets = options.secrets ?? ((variable) => process.env[variable]);
    this.#politeness = toPoliteness(options);
    this.#archive = new AnswerArchive(options);
    this.#robots = new RobotsGate(this.#politeness, this.#archive, this.#now);
    this.#swept = removeStalePartials(options.dataDir, new Date());
    // Told by the first request.
    this.#swept.catch(() => {});
  }

  async request(plain: UnitRequest, options: RequestOptions = {}): Promise<HttpAnswer> {
    await this.#swept;
    const request = addSecret(plain, this.#secrets);
    const url = stripSecrets(request.url);
    const previous = await this.#findPrevious(request, options);
    const ask = this.#toAsk(request, options, previous);
    const outcome = await askPolitely(this.#politeness, ask);
    switch (outcome.kind) {
      case 'received':
        return this.#take(outcome, { ask, url, unitKey: options.conditional ?? url }, previous);
      case 'failed':
        return { kind: 'later', reason: outcome.reason };
      case 'lost':
        return { kind: 'later', reason: `another worker took over ${new URL(url).host}` };
      case 'endless':
        throw refuse(url, 'It redirects too often');
      default:
        return outcome;
    }
  }

  #toAsk(request: UnitRequest, options: RequestOptions, previous: FetchRow | undefined): Ask {
    const { maxBytes, timeoutMs, retryOn = [], robots = true } = options;
    return {
      url: request.url,
      method: request.method ?? 'GET',
      form: request.form,
      headers: { ...request.headers, ...toConditions(previous) },
      limits: maxBytes === undefined ? pageLimits : { maxWireBytes: maxBytes, maxBytes },
      timeout: timeoutMs ?? pageTimeout,
      // Whoever allows a query three minutes expects the host to think that long before its first byte.
      headersTimeout: timeoutMs ?? pageHeadersTimeout,
      retryOn,
      maxTries: 5,
      counted: true,
      gate: robots ? this.#robots.check : async () => ({ kind: 'open', delayMs: 0 }),
    };
  }

  /** What is held of this very address under this unit. */
  async #findPrevious(request: UnitRequest, options: RequestOptions): Promise<FetchRow | undefined> {
    const { conditional, held } = options;
    if (conditional === undefined || request.method === 'POST') return undefined;
    const last = await this.#archive.findHeld(conditional);
    if (last?.url !== stripSecrets(request.url)) return undefined;
    // A crash can leave an answer here that no run has taken in.
    return held === undefined || held.includes(last.sha256) ? last : undefined;
  }

  async #take(received: Received, asked: Asked, previous: FetchRow | undefined): Promise<HttpAnswer> {
    const { status, headers, staged, block } = received;
    const at = this.#now();
    if (status === 304 && previous !== undefined) {
      await this.#archive.confirm(received, previous, at);
      return { kind: 'unchanged' };
    }
    const isSame = status === 200 && block === undefined && staged.sha256 === previous?.sha256;
    const kept = await this.#archive.keep(received, asked, at, isSame ? previous : undefined);
    const host = received.url.host;
    // A refusal gets no row: it must never be taken for what the unit last said. Its bytes are in the WARC file.
    if (block !== undefined) return { kind: 'blocked', reason: `${host} refuses this client: ${block}` };
    await this.#archive.record(received, asked, kept);
    if (status === 410) return { kind: 'gone', reason: `${host} says that it is gone (status 410)`, status };
    if (status === 429) return { kind: 'later', reason: `${host} is asked too often (status 429)` };
    if (isSame) return { kind: 'unchanged' };
    return { kind: 'answer', status, headers, url: kept.snapshot.url, snapshot: kept.snapshot };
  }
}

function toPoliteness(options: SourceHttpOptions): Politeness {
  const { pool, dataDir, userAgent, now, signal, onWait } = options;
  return {
    pool,
    dataDir,
    userAgent,
    hosts: options.scrape.hosts,
    pace: {
      sleep:
        options.sleep ?? ((ms, until) => sleep(ms, undefined, until === undefined ? {} : { signal: until })),
      ...(now !== undefined && { now }),
      ...(signal !== undefined && { signal }),
      ...(onWait !== undefined && { onWait }),
    },
    random: options.random ?? Math.random,
    loopbackPorts: options.loopbackPorts,
    lookup: options.lookup,
    onBytes: options.onBytes ?? (() => {}),
  };
}

/** The tag alone where there is one: it takes precedence, and a server that looks at the date first would be believed wrongly. */
function toConditions(previous: FetchRow | undefined): Record<string, string> {
  if (previous?.etag !== undefined) return { 'if-none-match': previous.etag };
  if (previous?.lastModified !== undefined) return { 'if-modified-since': previous.lastModified };
  return {};
}
