import type { LookupFunction } from 'node:net';
import type { Pool } from 'pg';
import { type GuardedRequest, guardedRequest, NoAnswerError } from '#lib/captures/guarded-request.ts';
import { checkRedirect, checkUrl, refuse } from '#lib/captures/guarded-url.ts';
import type { BodyLimits } from '#lib/captures/read-body.ts';
import type { ScrapeSettings } from '../scrape-settings.ts';
import { type StagedBytes, stageBytes } from '../snapshots.ts';
import { findBlock } from './challenge.ts';
import { type HostHold, holdHost, LostHostError, type Pace } from './host-budget.ts';
import { takeQuota } from './quota.ts';
import { backoffMs, longestWaitMs, parseRetryAfter, triesFor } from './retry.ts';

export interface Politeness {
  pool: Pool;
  hosts: ScrapeSettings['hosts'];
  dataDir: string;
  userAgent: string;
  pace: Pace;
  random: () => number;
  loopbackPorts?: ReadonlySet<number> | undefined;
  lookup?: LookupFunction | undefined;
  onBytes: (bytes: number) => void;
}

export interface Ask {
  url: string;
  method: 'GET' | 'POST';
  form?: Readonly<Record<string, string>> | undefined;
  headers: Readonly<Record<string, string>>;
  limits: BodyLimits;
  timeout: number;
  headersTimeout: number;
  retryOn: readonly number[];
  /** Most tries, whatever the outcome. */
  maxTries: number;
  /** Whether the requests count against the host's quota. */
  counted: boolean;
  /** Asked before each address, redirects included: why it must not be asked (or not now), or the least spacing in milliseconds. */
  gate: (
    url: URL,
  ) => Promise<{ kind: 'blocked' | 'later'; reason: string } | { kind: 'open'; delayMs: number }>;
}

export interface Received {
  kind: 'received';
  /** Address that answered, after redirects. */
  url: URL;
  ip?: string;
  status: number;
  headers: Readonly<Record<string, string>>;
  staged: StagedBytes;
  /** Why the answer is a refusal of this client. */
  block: string | undefined;
}

export type AskOutcome =
  | Received
  | { kind: 'blocked'; reason: string }
  | { kind: 'later'; reason: string; after?: Date }
  | { kind: 'failed'; failure: NoAnswerError['kind']; reason: string }
  /** Another worker took over the host meanwhile. */
  | { kind: 'lost' }
  /** More redirects than are followed. */
  | { kind: 'endless' };

const maxRedirects = 5;
const defaultIntervalMs = 2_000;
/** However long a host wants to be left alone, it is remembered for a day. */
const longestPauseMs = 86_400_000;

/**
 * Asks until there is an answer worth having: every request waits for its host, and a host that is busy or broken is left alone by all
 * workers for as long as it wants or the backoff says.
 *
 * @throws DossierError `forbidden` for an address that must not be asked or an answer beyond the caps
 */
export async function askPolitely(politeness: Politeness, ask: Ask): Promise<AskOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await follow(politeness, ask, attempt);
    if (attempt >= Math.min(ask.maxTries, countTries(outcome, ask))) return outcome;
    if (outcome.kind === 'received') await outcome.staged.discard();
  }
}

function countTries(outcome: AskOutcome, ask: Ask): number {
  if (outcome.kind === 'failed') return triesFor({ failure: outcome.failure });
  if (outcome.kind === 'received' && outcome.block === undefined) return triesFor(outcome, ask.retryOn);
  return outcome.kind === 'lost' ? ask.maxTries : 1;
}

async function follow(politeness: Politeness, ask: Ask, attempt: number): Promise<AskOutcome> {
  let step = ask;
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    const outcome = await askHost(politeness, step, attempt);
    if (outcome.kind !== 'redirect') return outcome;
    step = toNextStep(step, outcome, politeness);
  }
  return { kind: 'endless' };
}

interface Redirect {
  kind: 'redirect';
  from: URL;
  status: number;
  location: string;
}

/** One request to one host, from its gate to its release. */
async function askHost(politeness: Politeness, ask: Ask, attempt: number): Promise<AskOutcome | Redirect> {
  const { pool, pace } = politeness;
  const url = checkUrl(ask.url, politeness);
  const gate = await ask.gate(url);
  if (gate.kind !== 'open') return gate;
  const policy = politeness.hosts.find(({ host }) => host === url.hostname);
  const now = () => pace.now?.() ?? new Date();
  if (ask.counted && policy?.quota !== undefined) {
    const after = await takeQuota(pool, { name: policy.host, ...policy.quota }, now());
    const { requests, per } = policy.quota;
    if (after !== undefined)
      return { kind: 'later', reason: `the ${requests} requests a ${per} to ${url.host} are used up`, after };
  }
  const intervalMs = Math.max(policy?.minIntervalMs ?? defaultIntervalMs, gate.delayMs);
  const hold = await holdHost(pool, { host: url.host, intervalMs }, pace);
  if (hold instanceof Date)
    return { kind: 'later', reason: `${url.host} wants to be left alone until then`, after: hold };
  let end: { failed: boolean; waitMs?: number } = { failed: true };
  try {
    const outcome = await exchange(politeness, ask, hold);
    const backoff = Math.max(policy?.minBackoffMs ?? 0, backoffMs(attempt, politeness.random));
    if (outcome.kind === 'failed') end = { failed: true, waitMs: backoff };
    if (outcome.kind === 'redirect') end = { failed: false };
    if (outcome.kind !== 'received') return outcome;
    const isBusy = outcome.block === undefined && triesFor(outcome, ask.retryOn) > 1;
    const asked = isBusy ? parseRetryAfter(outcome.headers['retry-after'], now()) : undefined;
    const waitMs = isBusy ? Math.max(policy?.minBackoffMs ?? 0, asked ?? backoff) : 0;
    end = { failed: isBusy, waitMs: Math.min(waitMs, longestPauseMs) };
    if (waitMs <= longestWaitMs) return outcome;
    await outcome.staged.discard();
    const after = new Date(now().getTime() + waitMs);
    return {
      kind: 'later',
      reason: `${url.host} is busy (status ${outcome.status}) and says when to come back`,
      after,
    };
  } finally {
    await hold.release(end);
  }
}

async function exchange(
  politeness: Politeness,
  ask: Ask,
  hold: HostHold,
): Promise<Received | Redirect | Extract<AskOutcome, { kind: 'failed' | 'lost' }>> {
  const { dataDir, pace, onBytes, loopbackPorts, lookup, userAgent } = politeness;
  const signals = [hold.signal, pace.signal].filter((signal) => signal !== undefined);
  const options: GuardedRequest = {
    userAgent,
    method: ask.method,
    headers: ask.headers,
    limits: ask.limits,
    timeout: ask.timeout,
    headersTimeout: ask.headersTimeout,
    signal: AbortSignal.any(signals),
    ...(ask.form !== undefined && { form: ask.form }),
    ...(loopbackPorts !== undefined && { loopbackPorts }),
    ...(lookup !== undefined && { lookup }),
  };
  try {
    const response = await guardedRequest(ask.url, (body) => stageBytes(dataDir, body, onBytes), options);
    const { url, status, headers, location, body: staged, ip } = response;
    if (staged === undefined) return { kind: 'redirect', from: url, status, location: location ?? '' };
    const block = findBlock(status, headers, staged.head);
    return { kind: 'received', url, status, headers, staged, block, ...(ip !== undefined && { ip }) };
  } catch (error) {
    if (error instanceof LostHostError) return { kind: 'lost' };
    if (error instanceof NoAnswerError)
      return { kind: 'failed', failure: error.kind, reason: `${error.what} (${error.where ?? ask.url})` };
    throw error;
  }
}

/** Headers that may follow a redirect to another site; anything else may hold a key. */
const harmlessHeaders = /^(accept|accept-language|if-none-match|if-modified-since)$/i;

function toNextStep(step: Ask, { from, status, location }: Redirect, politeness: Politeness): Ask {
  const next = checkRedirect(from, location, politeness);
  const isSameSite = next.origin === from.origin;
  const keepsForm = step.method === 'POST' && (status === 307 || status === 308);
  if (keepsForm && !isSameSite) throw refuse(next.href, 'It would take the form of a POST to another site');
  const headers = Object.entries(step.headers).filter(([name]) => isSameSite || harmlessHeaders.test(name));
  return {
    ...step,
    url: next.href,
    headers: Object.fromEntries(headers),
    ...(!keepsForm && { method: 'GET', form: undefined }),
  };
}
