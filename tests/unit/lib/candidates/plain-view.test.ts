import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toPlainView } from '#lib/candidates/plain-view.ts';

describe('the plain view of a text', () => {
  test('keeps every character at its place and blanks only markup', () => {
    const raw =
      '+++\ntitle = "x"\n+++\n\nThe **Harbor Office** [said so](https://example.org/a_(b)) on {{< figure src="a.png" >}} Monday.';
    const view = toPlainView(raw);
    expect(view).toHaveLength(raw.length);
    expect(view.replace(/\s+/g, ' ').trim()).toBe('The Harbor Office said so on Monday.');
    expect(view.indexOf('Monday')).toBe(raw.indexOf('Monday'));
  });

  test('leaves snake_case, arithmetic and prices alone', () => {
    const raw = 'It cost $5 * 3 and the field user_name stays; so does a < b.';
    expect(toPlainView(raw)).toBe(raw);
  });

  test('changes neither the length nor the line ends of any text', () => {
    const piece = fc.constantFrom(
      '[a](',
      ')',
      '**',
      '+++\n',
      '\n',
      '<b',
      '>',
      '{{<',
      '>}}',
      'word ',
      'https://e.org/',
      '\\$',
      '_x_',
      '𝒳',
      '漢',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const raw = pieces.join('');
        const view = toPlainView(raw);
        expect(view).toHaveLength(raw.length);
        expect([...view.matchAll(/\n/g)].map((match) => match.index)).toEqual(
          [...raw.matchAll(/\n/g)].map((match) => match.index),
        );
      }),
    );
  });
});
