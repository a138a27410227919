import type { CellCollection } from './worker/protocol.ts';

type DrawnDevices = { cells: CellCollection; density: CellCollection };

const none: CellCollection = { type: 'FeatureCollection', features: [] };

/**
 * Counted cells and density on their way from the worker to the engine. They go past React: the map need not wait for
 * the page around it to be rendered.
 */
export class DrawnDevicesStore {
  now: DrawnDevices = { cells: none, density: none };
  #draw: (() => void) | null = null;

  set(next: DrawnDevices): void {
    this.now = next;
    this.#draw?.();
  }

  /** One canvas at a time. @returns ends it */
  subscribe(draw: () => void): () => void {
    this.#draw = draw;
    return () => {
      if (this.#draw === draw) this.#draw = null;
    };
  }
}
