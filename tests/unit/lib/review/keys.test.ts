import { describe, expect, it } from 'vitest';
import { parseKeys, toKeyPress } from '#lib/review/keys.ts';

describe('a script of keys', () => {
  it('reads characters, named keys and the escaped bracket, and leaves comments and line ends out', () => {
    expect(parseKeys('# a comment\nab<enter>\n<lt>')).toEqual([
      { char: 'a' },
      { char: 'b' },
      { name: 'enter' },
      { char: '<' },
    ]);
  });

  it('names the line of a key that does not exist', () => {
    expect(() => parseKeys('a\n<f13>')).toThrow('line 2');
    expect(() => parseKeys('a <')).toThrow('“<”');
  });
});

describe('a key of the terminal', () => {
  it('is a character, a named key, or many characters when pasted', () => {
    expect(toKeyPress('\r', { name: 'return' })).toEqual([{ name: 'enter' }]);
    expect(toKeyPress('é', { name: 'é' })).toEqual([{ char: 'é' }]);
    expect(toKeyPress('北港\u0007', {})).toEqual([{ char: '北' }, { char: '港' }]);
    expect(toKeyPress('\u0015', { name: 'u', ctrl: true })).toEqual([{ name: 'clear' }]);
    expect(toKeyPress('\u0001', { name: 'a', ctrl: true })).toEqual([]);
  });
});
