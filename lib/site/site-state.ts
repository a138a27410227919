import { createHash } from 'node:crypto';
import type { SqlClient } from '#lib/postgres/sql.ts';

/** Longer than any healthy answer; readers of a page that is held need not wait for a database that hangs. */
const patienceMs = 2000;

/**
 * What every page depends on beside its address: the ledger (any public change moves its head, its checkpoint follows), the last scraper run (its report is
 * public even where it published nothing), the day ("in force today") and the build. Two renderings under one state are the same page, so the state is the heart of every ETag.
 */
export class SiteState {
  #client: SqlClient;
  #build: string;
  #head = '';
  #fresh = false;
  #checkedAt = 0;
  #checking: Promise<boolean> | undefined;

  constructor(client: SqlClient, build: string) {
    this.#client = client;
    this.#build = build;
  }

  /** Sixteen hex digits; `fresh` is false while the database cannot be asked and the last known head is used. */
  async get(now = new Date()): Promise<{ key: string; fresh: boolean }> {
    if (Date.now() - this.#checkedAt > 1000) this.#fresh = await this.#checkInTime();
    const day = now.toISOString().slice(0, 10);
    const key = createHash('sha256').update(`${this.#head}|${day}|${this.#build}`).digest('hex').slice(0, 16);
    return { key, fresh: this.#fresh };
  }

  #checkInTime(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => {
        this.#checkedAt = Date.now();
        resolve(false);
      }, patienceMs);
    });
    return Promise.race([this.#check(), late]).finally(() => clearTimeout(timer));
  }

  #check(): Promise<boolean> {
    this.#checking ??= this.#read().finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }

  async #read(): Promise<boolean> {
    try {
      const { rows } = await this.#client.query<{ head: string }>(
        `select coalesce((select size || ':' || root from log_head order by size desc limit 1), 'empty')
                || '|' || coalesce((select string_agg(key || '=' || value, ',' order by key) from setting), '')
                || '|' || coalesce((select max(finished_at)::text from scrape_run), '')
                || '|' || coalesce((select max(size)::text from log_checkpoint), '') as head`,
      );
      this.#head = rows[0]?.head ?? 'empty';
      this.#checkedAt = Date.now();
      return true;
    } catch {
      // Asked again a second later, not at every request: a database that is down has enough to do.
      this.#checkedAt = Date.now();
      return false;
    }
  }
}
