import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseCsv } from '#scrapers/core/csv.ts';

const row = z.object({ a: z.string(), b: z.coerce.number() });

describe('parseCsv', () => {
  test('reads rows below the expected header, with or without a byte order mark', () => {
    expect(parseCsv('f', '\uFEFFa,b\nx,1\n"y, z",2\n', ['a', 'b'], row)).toEqual([
      { a: 'x', b: 1 },
      { a: 'y, z', b: 2 },
    ]);
  });

  test.each(['b,a\nx,1\n', 'a\nx\n', 'a,b,c\nx,1,2\n', ''])('a changed header stops the run: %j', (text) => {
    expect(() => parseCsv('f', text, ['a', 'b'], row)).toThrow(/header changed/);
  });

  test('ragged rows and open quotes are errors', () => {
    expect(() => parseCsv('f', 'a,b\nx\n', ['a', 'b'], row)).toThrow();
    expect(() => parseCsv('f', 'a,b\n"x,1\n', ['a', 'b'], row)).toThrow();
  });

  test('a value of the wrong kind names file and record', () => {
    expect(() => parseCsv('cams.csv', 'a,b\nx,1\ny,two\n', ['a', 'b'], row)).toThrow(
      /cams\.csv: record 3: b/,
    );
  });
});
