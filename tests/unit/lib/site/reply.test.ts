import { describe, expect, it } from 'vitest';
import { accepts, holds } from '#lib/site/reply.ts';

describe('conditional and negotiated replies', () => {
  it('know a tag in a list, weak or strong, and the star', () => {
    expect(holds('W/"a", "b"', '"b"')).toBe(true);
    expect(holds('W/"a"', '"a"')).toBe(true);
    expect(holds('*', '"a"')).toBe(true);
    expect(holds('"ab"', '"a"')).toBe(false);
    expect(holds(undefined, '"a"')).toBe(false);
  });

  it('send a coding only to those who name it with a weight above zero', () => {
    expect(accepts('gzip, deflate, br', 'br')).toBe(true);
    expect(accepts('br;q=0, gzip;q=0.5', 'br')).toBe(false);
    expect(accepts('br;q=0, gzip;q=0.5', 'gzip')).toBe(true);
    expect(accepts('x-gzip', 'gzip')).toBe(false);
    expect(accepts(undefined, 'gzip')).toBe(false);
  });
});
