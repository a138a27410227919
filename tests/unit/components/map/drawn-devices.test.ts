import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DrawnDevicesStore } from '#components/map/drawn-devices.ts';
import type { CellCollection } from '#components/map/worker/protocol.ts';
import { noFilter } from '#lib/devices/filter.ts';

const cells: CellCollection = { type: 'FeatureCollection', features: [] };
const picture = { cells, density: null };
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('what is drawn', () => {
  it('reaches the engine at once, and the page when the engine has laid it out', () => {
    const store = new DrawnDevicesStore();
    const drawn: unknown[] = [];
    store.subscribe({
      draw: () => {
        drawn.push(store.now.cells);
        return true;
      },
      filter() {},
    });
    const then = vi.fn();
    store.set(picture, then);
    expect(drawn).toEqual([cells]);
    expect(then).not.toHaveBeenCalled();
    store.laid();
    vi.runAllTimers();
    expect(then).toHaveBeenCalledTimes(1);
  });

  it('reaches the page without an engine, and with one that does not come to it', () => {
    const store = new DrawnDevicesStore();
    const alone = vi.fn();
    store.set(picture, alone);
    vi.runAllTimers();
    expect(alone).toHaveBeenCalledTimes(1);
    store.subscribe({ draw: () => true, filter() {} });
    const late = vi.fn();
    store.set(picture, late);
    vi.runAllTimers();
    expect(late).toHaveBeenCalledTimes(1);
  });

  it('tells the page of the last picture only, when one overtakes another', () => {
    const store = new DrawnDevicesStore();
    store.subscribe({ draw: () => true, filter() {} });
    const [first, second] = [vi.fn(), vi.fn()];
    store.set(picture, first);
    store.set(picture, second);
    store.laid();
    vi.runAllTimers();
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledTimes(1);
  });

  it('is the same empty collection each time where nothing is drawn', () => {
    const store = new DrawnDevicesStore();
    store.set({ cells: null, density: null }, () => {});
    const before = store.now;
    store.set({ cells: null, density: null }, () => {});
    expect(store.now.cells).toBe(before.cells);
    expect(store.now.density).toBe(before.density);
  });

  it('hands a filter to the canvas that is shown, and to none that is gone', () => {
    const store = new DrawnDevicesStore();
    const [gone, shown] = [vi.fn(), vi.fn()];
    const leave = store.subscribe({ draw: () => true, filter: gone });
    store.subscribe({ draw: () => true, filter: shown });
    leave();
    store.filter(noFilter);
    expect(gone).not.toHaveBeenCalled();
    expect(shown).toHaveBeenCalledWith(noFilter);
  });
});
