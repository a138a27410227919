import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCanonical, toCanonical } from '#lib/log/canonical.ts';

describe('toCanonical', () => {
  test('sorts keys by UTF-16 code units and writes numbers as ECMAScript does (RFC 8785 §3.2)', () => {
    expect(
      toCanonical({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }),
    ).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}');
    expect(
      toCanonical([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0]),
    ).toBe('[333333333.3333333,1e+30,4.5,0.002,1e-27,0]');
  });

  test('equal values have equal text, whatever the order of their keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        const text = JSON.stringify(value);
        expect(toCanonical(JSON.parse(JSON.stringify(reversed)))).toBe(toCanonical(JSON.parse(text)));
        expect(isCanonical(toCanonical(JSON.parse(text)))).toBe(true);
      }),
    );
  });

  test('undefined members are left out; what JSON cannot say is refused', () => {
    expect(toCanonical({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(() => toCanonical(Number.NaN)).toThrow();
    expect(() => toCanonical('\ud800')).toThrow();
  });

  test.each(['{"b":1,"a":2}', '{"a": 1}', '{"a":1.0}', '{"a":1,"a":1}', '', '{', '"\\u0041"'])(
    '%s is not canonical',
    (text) => {
      expect(isCanonical(text)).toBe(false);
    },
  );
});
