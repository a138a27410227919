import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPathSegment } from '#lib/site/path-segment.ts';

describe('readPathSegment', () => {
  it('decodes a name in any script', () => {
    expect(readPathSegment('%E6%96%B0%E7%96%86')).toBe('新疆');
    expect(readPathSegment('CN-XJ')).toBe('CN-XJ');
  });

  it('leaves a lone percent sign, which is no name, for the page to miss', () => {
    expect(readPathSegment('%')).toBe('%');
    expect(readPathSegment('%zz')).toBe('%zz');
  });

  it('never lets a NUL through to the database', () => {
    expect(readPathSegment('%00')).toBe('');
    expect(readPathSegment('CN\0')).toBe('');
    fc.assert(fc.property(fc.string(), (text) => !readPathSegment(text).includes('\0')));
  });
});
