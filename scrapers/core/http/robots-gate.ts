import { readFile } from 'node:fs/promises';
import { DossierError } from '#lib/errors.ts';
import type { AnswerArchive, Asked } from './answer-archive.ts';
import { type Ask, type AskOutcome, askPolitely, type Politeness } from './polite-request.ts';
import { maxRobotsBytes, noRules, parseRobots, type RobotsRules } from './robots-rules.ts';

const dayMs = 86_400_000;
/** A robots.txt that could not be had is asked for again after this. */
const retryMs = 300_000;

type Standing = { rules: RobotsRules; until: number } | { reason: string; until: number };

/**
 * RFC 9309: a robots.txt that exists rules; one that does not (4xx, endless redirects) allows everything; one that cannot be had (5xx, 429,
 * no answer, an answer that the guard refuses) forbids everything until it can. Held for a day at most, by later processes too.
 */
export class RobotsGate {
  readonly #politeness: Politeness;
  readonly #archive: AnswerArchive;
  readonly #now: () => Date;
  readonly #standings = new Map<string, Promise<Standing>>();

  constructor(politeness: Politeness, archive: AnswerArchive, now: () => Date) {
    this.#politeness = politeness;
    this.#archive = archive;
    this.#now = now;
  }

  readonly check: Ask['gate'] = async (url) => {
    const standing = await this.#getStanding(url.origin);
    if ('reason' in standing) return { kind: 'later', reason: standing.reason };
    const rule = standing.rules.findRule(url.href);
    if (rule === undefined) return { kind: 'open', delayMs: standing.rules.delayMs };
    return { kind: 'blocked', reason: `robots.txt of ${url.host} forbids ${url.pathname} (${rule})` };
  };

  async #getStanding(origin: string): Promise<Standing> {
    const known = await this.#standings.get(origin);
    if (known !== undefined && known.until > this.#now().getTime()) return known;
    const read = this.#read(origin);
    this.#standings.set(origin, read);
    // A bug or a full disk is told by whoever waits now; the next one tries again.
    read.catch(() => this.#standings.delete(origin));
    return read;
  }

  async #read(origin: string): Promise<Standing> {
    const ask = toRobotsAsk(`${origin}/robots.txt`);
    const unitKey = `robots:${origin}`;
    const kept = await this.#archive.findHeld(unitKey, 'any');
    const keptUntil = (kept?.fetchedAt.getTime() ?? 0) + dayMs;
    if (kept?.status !== undefined && keptUntil > this.#now().getTime())
      return { rules: await readRules(ask.url, kept.status, kept.path), until: keptUntil };
    const outcome = await this.#ask(ask);
    const at = this.#now();
    if (typeof outcome === 'string') {
      const reason = `${ask.url} cannot be had, so nothing there is asked: ${outcome}`;
      return { reason, until: at.getTime() + retryMs };
    }
    const until = at.getTime() + dayMs;
    if (outcome.kind === 'endless') return { rules: noRules, until };
    const asked: Asked = { ask, url: ask.url, unitKey };
    const { snapshot, warc } = await this.#archive.keep(outcome, asked, at);
    await this.#archive.record(outcome, asked, { snapshot, warc });
    return { rules: await readRules(ask.url, outcome.status, snapshot.path), until };
  }

  /** An answer that rules or allows; or why there is none. */
  async #ask(ask: Ask): Promise<Extract<AskOutcome, { kind: 'received' | 'endless' }> | string> {
    let outcome: AskOutcome;
    try {
      outcome = await askPolitely(this.#politeness, ask);
    } catch (error) {
      if (!(error instanceof DossierError) || error.code !== 'forbidden') throw error;
      return error.what;
    }
    if (outcome.kind === 'lost') return 'another worker took over';
    if (outcome.kind === 'endless') return outcome;
    if (outcome.kind !== 'received') return outcome.reason;
    if (outcome.status < 500 && outcome.status !== 429) return outcome;
    await outcome.staged.discard();
    return `status ${outcome.status}`;
  }
}

function toRobotsAsk(url: string): Ask {
  return {
    url,
    method: 'GET',
    headers: {},
    limits: { maxWireBytes: 20_000_000, maxBytes: maxRobotsBytes, beyond: 'cut' },
    timeout: 20_000,
    headersTimeout: 20_000,
    retryOn: [],
    maxTries: 2,
    counted: false,
    gate: async () => ({ kind: 'open', delayMs: 0 }),
  };
}

async function readRules(address: string, status: number, path: string): Promise<RobotsRules> {
  if (status < 200 || status > 299) return noRules;
  return parseRobots(address, await readFile(path, 'utf8'));
}
