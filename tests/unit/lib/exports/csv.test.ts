import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toCsvLine } from '#lib/exports/csv.ts';

describe('toCsvLine', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '\n1'])(
    'text %j is no formula in a spreadsheet',
    (text) => {
      const [[cell]] = parse(toCsvLine([text])) as [[string]];
      expect(cell).toBe(`'${text}`);
    },
  );

  test('numbers stay numbers, nothing stays nothing', () => {
    expect(toCsvLine([-3.5, 0, null, undefined, true, ''])).toBe('-3.5,0,,,true,\r\n');
  });

  test('any text is read back, apart from the guard', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 6 }), (cells) => {
        const [row] = parse(toCsvLine(cells), { record_delimiter: '\r\n' }) as [string[]];
        expect(row.map((cell, i) => (cells[i]?.startsWith("'") ? cell : cell.replace(/^'/, '')))).toEqual(
          cells,
        );
      }),
    );
  });
});
