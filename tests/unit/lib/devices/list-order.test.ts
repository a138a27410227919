import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstOrder, listColumns, readOrder, toggleOrder, writeOrder } from '#lib/devices/list-order.ts';

describe('the order of a list', () => {
  it('is the same after being written to an address and read again', () => {
    const orders = fc.record({
      column: fc.constantFrom(...listColumns),
      descending: fc.boolean(),
      page: fc.integer({ min: 1, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(orders, (order) => {
        const query = new URLSearchParams();
        writeOrder(query, order);
        expect(readOrder(query)).toEqual({ order, problems: [] });
      }),
    );
  });

  it('leaves the address alone when it is the usual one', () => {
    const query = new URLSearchParams();
    writeOrder(query, firstOrder);
    expect(query.toString()).toBe('');
  });

  it.each([
    ['sort=secret', 'sort'],
    ['sort=--place', 'sort'],
    ['page=0', 'page'],
    ['page=1.5', 'page'],
    ['page=1e99', 'page'],
    ['page=two', 'page'],
  ])('names what is wrong with %s and goes on with the rest', (text, name) => {
    const { order, problems } = readOrder(new URLSearchParams(text));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: must be`));
    expect(order).toEqual(firstOrder);
  });

  it('turns round at a second click and begins anew at another column', () => {
    const once = toggleOrder({ ...firstOrder, page: 7 }, 'operator');
    expect(once).toEqual({ column: 'operator', descending: false, page: 1 });
    expect(toggleOrder(once, 'operator')).toEqual({ column: 'operator', descending: true, page: 1 });
    expect(toggleOrder({ ...once, descending: true }, 'status').descending).toBe(false);
  });
});
