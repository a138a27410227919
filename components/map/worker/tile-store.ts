import type { TileAddress } from './tile-cover.ts';

/** A tile that was asked for: on its way, here (null: nothing stands in it), or not to be had. */
type Held<T> = { state: 'loading' } | { state: 'here'; value: T | null } | { state: 'failed' };

/** Tiles by address, each fetched and read once. The least recently asked for are forgotten first. */
export class TileStore<T> {
  #held = new Map<string, Held<T>>();
  #read: (bytes: Uint8Array) => T;
  #limit: number;
  #changed: () => void;
  #failed: (error: unknown) => void;

  /**
   * @param read turns bytes into what is kept; may throw
   * @param changed called when a tile has arrived or failed
   * @param failed told each error, after which the tile counts as missing
   */
  constructor(options: {
    read: (bytes: Uint8Array) => T;
    limit: number;
    changed: () => void;
    failed: (error: unknown) => void;
  }) {
    this.#read = options.read;
    this.#limit = options.limit;
    this.#changed = options.changed;
    this.#failed = options.failed;
  }

  /** What is here of the wanted tiles; the others are asked for. */
  get(
    template: string,
    tiles: readonly TileAddress[],
  ): { here: (TileAddress & { value: T })[]; loading: number; missing: number } {
    const here: (TileAddress & { value: T })[] = [];
    let loading = 0;
    let missing = 0;
    for (const tile of tiles) {
      const url = toUrl(template, tile);
      const held = this.#held.get(url) ?? this.#load(url);
      this.#held.delete(url);
      this.#held.set(url, held);
      if (held.state === 'loading') loading += 1;
      else if (held.state === 'failed') missing += 1;
      else if (held.value !== null) here.push({ ...tile, value: held.value });
    }
    for (const [url, { state }] of this.#held) {
      if (this.#held.size <= Math.max(this.#limit, tiles.length)) break;
      if (state !== 'loading') this.#held.delete(url);
    }
    return { here, loading, missing };
  }

  /** Lets failed tiles be asked for again. */
  forgetFailed(): void {
    for (const [url, { state }] of this.#held) if (state === 'failed') this.#held.delete(url);
  }

  clear(): void {
    this.#held.clear();
  }

  #load(url: string): Held<T> {
    const loading: Held<T> = { state: 'loading' };
    this.#fetch(url)
      .then((value): Held<T> => ({ state: 'here', value }))
      .catch((error: unknown): Held<T> => {
        this.#failed(error);
        return { state: 'failed' };
      })
      .then((held) => {
        // Cleared or forgotten meanwhile: nobody waits for it any more.
        if (this.#held.get(url) !== loading) return;
        this.#held.set(url, held);
        this.#changed();
      });
    return loading;
  }

  async #fetch(url: string): Promise<T | null> {
    const response = await fetch(url, { credentials: 'omit' });
    if (response.status === 204) return null;
    if (!response.ok) throw new Error(`${response.status} for ${url}`);
    return this.#read(new Uint8Array(await response.arrayBuffer()));
  }
}

function toUrl(template: string, { z, x, y }: TileAddress): string {
  return template.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y));
}
