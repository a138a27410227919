import { describe, expect, it } from 'vitest';
import { ByteCache } from '#lib/site/byte-cache.ts';

describe('ByteCache', () => {
  it('drops what was used longest ago when the bytes run out', () => {
    const cache = new ByteCache<number>(80);
    for (let key = 0; key < 8; key += 1) cache.set(String(key), key, 10);
    cache.get('0');
    cache.set('new', 8, 10);
    expect(cache.get('0')).toBe(0);
    expect(cache.get('1')).toBeUndefined();
    expect(cache.get('new')).toBe(8);
  });

  it('counts a replaced value once', () => {
    const cache = new ByteCache<number>(80);
    for (let turn = 0; turn < 50; turn += 1) cache.set('same', turn, 10);
    for (let key = 0; key < 7; key += 1) cache.set(String(key), key, 10);
    expect(cache.get('same')).toBe(49);
  });

  it('does not let one large value push everything out', () => {
    const cache = new ByteCache<string>(80);
    cache.set('small', 'kept', 10);
    cache.set('large', 'refused', 11);
    expect(cache.get('large')).toBeUndefined();
    expect(cache.get('small')).toBe('kept');
  });
});
