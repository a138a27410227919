import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRobots } from '#scrapers/core/http/robots-rules.ts';

const origin = 'https://site.example';
const forbids = (text: string, path: string) =>
  parseRobots(`${origin}/robots.txt`, text).findRule(`${origin}${path}`) !== undefined;

describe('parseRobots', () => {
  it.each<[rule: string, text: string, path: string, forbidden: boolean]>([
    ['nothing is forbidden by an empty file', '', '/a', false],
    ['a rule forbids what begins like it', 'User-agent: *\nDisallow: /a', '/abc', true],
    ['an empty rule forbids nothing', 'User-agent: *\nDisallow:', '/abc', false],
    ['the longest rule wins', 'User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', false],
    ['the longest rule wins, in any order', 'User-agent: *\nAllow: /a/b\nDisallow: /a', '/a/b/c', false],
    ['allow wins a tie', 'User-agent: *\nDisallow: /a\nAllow: /a', '/a', false],
    [
      'a group of our name replaces *',
      'User-agent: *\nDisallow: /\n\nUser-agent: PublicDossier\nDisallow: /x',
      '/a',
      false,
    ],
    ['names have no case', 'User-agent: publicdossier\nDisallow: /x', '/x', true],
    ['a name with a version is ours', 'User-agent: PublicDossier/9\nDisallow: /x', '/x', true],
    [
      'groups of one name are merged',
      'User-agent: PublicDossier\nDisallow: /x\n\nUser-agent: PublicDossier\nDisallow: /y',
      '/x',
      true,
    ],
    ['agents share a group', 'User-agent: other\nUser-agent: PublicDossier\nDisallow: /x', '/x', true],
    ['another robot is not us', 'User-agent: other\nDisallow: /', '/x', false],
    ['* stands for anything', 'User-agent: *\nDisallow: /*.csv', '/deep/file.csv?x=1', true],
    ['$ ends a pattern', 'User-agent: *\nDisallow: /*.csv$', '/deep/file.csv?x=1', false],
    ['escapes are compared as what they are', 'User-agent: *\nDisallow: /%7Ejoe', '/~joe/index', true],
    ['escapes are compared without case', 'User-agent: *\nDisallow: /%e4', '/%E4', true],
    ['letters beyond ASCII are escapes', 'User-agent: *\nDisallow: /ä', '/%C3%A4', true],
    ['%2F is not a slash', 'User-agent: *\nDisallow: /a%2Fb', '/a/b', false],
    ['robots.txt itself is always allowed', 'User-agent: *\nDisallow: /', '/robots.txt', false],
    ['a byte order mark is skipped', '\uFEFFUser-agent: *\nDisallow: /x', '/x', true],
    ['carriage returns end lines', 'User-agent: *\r\nDisallow: /x\r\n', '/x', true],
    ['comments are skipped', 'User-agent: * # all\nDisallow: /x # not this', '/x', true],
    ['an error page forbids nothing', '<!doctype html><html><title>Not found</title></html>', '/x', false],
  ])('%s', (_, text, path, forbidden) => {
    expect(forbids(text, path)).toBe(forbidden);
  });

  it('tells the rule in the words of the file', () => {
    const rules = parseRobots(`${origin}/robots.txt`, '# hello\nUser-agent: *\nDisallow: /private # no');
    expect(rules.findRule(`${origin}/private/1?key=x`)).toBe('line 3: Disallow: /private # no');
  });

  it.each([
    ['User-agent: *\nCrawl-delay: 10', 10_000],
    ['User-agent: *\nCrawl-delay: 3600', 60_000],
    ['User-agent: *\nCrawl-delay: Infinity', 60_000],
    ['User-agent: *\nCrawl-delay: -4', 0],
    ['User-agent: *\nCrawl-delay: soon', 0],
    ['User-agent: *\nDisallow:', 0],
  ])('spaces requests by %j', (text, delayMs) => {
    expect(parseRobots(`${origin}/robots.txt`, text).delayMs).toBe(delayMs);
  });

  it('reads any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.webPath(), (text, path) => {
        parseRobots(`${origin}/robots.txt`, text).findRule(origin + path);
      }),
    );
  });

  it('shortens rules made of wildcards so that they forbid more, never less', () => {
    const stars = `/${'*a'.repeat(50)}`;
    expect(forbids(`User-agent: *\nDisallow: ${stars}b`, `/${'a'.repeat(300)}`)).toBe(true);
    expect(forbids(`User-agent: *\nDisallow: ${stars}b`, '/aaaaaa')).toBe(true);
    expect(forbids(`User-agent: *\nDisallow: ${stars}b`, '/aa')).toBe(false);
    expect(forbids(`User-agent: *\nDisallow: /\nAllow: ${stars}`, `/${'a'.repeat(300)}`)).toBe(true);
    expect(forbids('User-agent: *\nDisallow: /*a*b*c*d*e*f', '/a/b/c/d/e')).toBe(false);
  });
});
