import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPageAddress } from '#lib/site/page-address.ts';

const pathOf = (target: string) => {
  const address = toPageAddress(target);
  return address.ok ? address.path : address.status;
};

describe('toPageAddress', () => {
  it('gives one form to addresses that ask for the same', () => {
    expect(pathOf('/search?q=b&page=2')).toBe('/search?page=2&q=b');
    expect(pathOf('/search?page=2&q=b&empty=')).toBe('/search?page=2&q=b');
  });

  it('drops what Next would read as instructions to itself', () => {
    expect(pathOf('/laws?_rsc=1abc&nxtPslug=x&__nextLocale=de&on=2016-01-01')).toBe('/laws?on=2016-01-01');
  });

  it('refuses the image resizer, malformed paths and endless ones', () => {
    expect(pathOf('/_next/image?url=%2Fx')).toBe(404);
    expect(pathOf('//evil.example/x')).toBe(400);
    expect(pathOf('/%E0%A4%A')).toBe(400);
    expect(pathOf('/a%00b')).toBe(400);
    expect(pathOf(`/search?q=${'x'.repeat(10_000)}`)).toBe(414);
  });

  it('takes NUL out of values, where the database would refuse it', () => {
    expect(pathOf('/programs?place=%00&technology=a%00b')).toBe('/programs?technology=ab');
  });

  it('never throws, and is stable under its own output', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const address = toPageAddress(`/${text}`);
        if (address.ok) expect(pathOf(address.path)).toBe(address.path);
      }),
      { numRuns: 500 },
    );
  });
});
