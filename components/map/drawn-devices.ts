import type { DeviceFilter } from '#lib/devices/filter.ts';
import type { CellCollection, DevicePicture } from './worker/protocol.ts';

type DrawnDevices = { cells: CellCollection; density: CellCollection };

/** What the engine's side does with what comes. */
type Canvas = {
  /** @returns true when something has to be laid out, which `laid` then tells */
  draw: () => boolean;
  filter: (filter: DeviceFilter) => void;
};

const none: CellCollection = { type: 'FeatureCollection', features: [] };
/** Longest that the page waits for the engine (ms). */
const patience = 150;

/**
 * Counted cells and density on their way from the worker to the engine, and the filter of single devices on its way from
 * the form. They go past React, and the page around the map is rendered after them: it would hold the engine up.
 */
export class DrawnDevicesStore {
  now: DrawnDevices = { cells: none, density: none };
  #canvas: Canvas | null = null;
  #then: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param then called once the engine has laid the picture out, or does not come to it; not at all when another
   * picture comes before that
   */
  set({ cells, density }: Pick<DevicePicture, 'cells' | 'density'>, then: () => void): void {
    // The same empty collection each time: the engine is given nothing that it has.
    this.now = { cells: cells ?? none, density: density ?? none };
    this.#then = then;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.laid(), this.#canvas?.draw() === true ? patience : 0);
  }

  filter(filter: DeviceFilter): void {
    this.#canvas?.filter(filter);
  }

  /** The engine has nothing left to lay out. */
  laid(): void {
    clearTimeout(this.#timer);
    const then = this.#then;
    this.#then = null;
    then?.();
  }

  /** One canvas at a time. @returns ends it */
  subscribe(canvas: Canvas): () => void {
    this.#canvas = canvas;
    return () => {
      if (this.#canvas === canvas) this.#canvas = null;
    };
  }
}
