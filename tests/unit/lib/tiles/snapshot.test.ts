import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteInterner } from '#lib/tiles/byte-interner.ts';
import { toMortonOrder } from '#lib/tiles/morton-order.ts';

describe('reading devices', () => {
  it('sorts keys as a stable comparing sort does', () => {
    const keys = fc.array(
      fc.oneof(
        fc.nat(50),
        fc.maxSafeNat().map((value) => value % 2 ** 52),
      ),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(keys, (cells) => {
        const expected = cells
          .map((_, index) => index)
          .sort((a, b) => (cells[a] ?? 0) - (cells[b] ?? 0) || a - b);
        expect([...toMortonOrder(Float64Array.from(cells))]).toEqual(expected);
      }),
    );
  });

  it('numbers equal bytes equally, and others otherwise, in the order in which they come', () => {
    const texts = fc.array(fc.string({ maxLength: 6 }), { maxLength: 2000, size: 'max' });
    fc.assert(
      fc.property(texts, (values) => {
        const interner = new ByteInterner();
        const known = new Map<string, number>();
        for (const value of values) {
          if (!known.has(value)) known.set(value, known.size);
          const bytes = Buffer.from(`xx${value}yy`);
          expect(interner.toNumber(bytes, 2, bytes.length - 2)).toBe(known.get(value));
        }
        expect(interner.count).toBe(known.size);
      }),
      { numRuns: 20 },
    );
  });

  it('numbers texts of a line as it numbers the same bytes alone', () => {
    const texts = fc.array(fc.stringMatching(/^[a-c]{0,3}$/), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(texts, (values) => {
        const [lines, alone] = [new ByteInterner(), new ByteInterner()];
        const line = Buffer.from(values.join('\t'));
        let position = 0;
        for (const value of values) {
          const bytes = Buffer.from(value);
          expect(lines.read(line, position, 9)).toBe(alone.toNumber(bytes, 0, bytes.length));
          expect(lines.end).toBe(position + bytes.length);
          position = lines.end + 1;
        }
        expect(lines.finish()).toEqual(alone.finish());
      }),
    );
  });
});
