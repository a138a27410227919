/** Keeps the most recently used values up to a number of bytes. */
export class ByteCache<V> {
  #entries = new Map<string, { value: V; bytes: number; usedAt: number }>();
  #uses = 0;
  #limit: number;
  #used = 0;

  /** @param limit bytes that all values together may take */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#uses += 1;
    // A Map keeps insertion order: moved to the end, an entry is the last to be dropped. One that is near the end stays.
    if (this.#uses - entry.usedAt > this.#entries.size / 8) {
      entry.usedAt = this.#uses;
      this.#entries.delete(key);
      this.#entries.set(key, entry);
    }
    return entry.value;
  }

  /** Stores a value of `bytes` bytes; one that is larger than an eighth of the cache is not kept. */
  set(key: string, value: V, bytes: number): void {
    this.delete(key);
    if (bytes > this.#limit / 8) return;
    this.#uses += 1;
    this.#entries.set(key, { value, bytes, usedAt: this.#uses });
    this.#used += bytes;
    for (const [oldest] of this.#entries) {
      if (this.#used <= this.#limit) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#used -= entry.bytes;
  }
}
