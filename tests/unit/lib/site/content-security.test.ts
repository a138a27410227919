import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashInlineScripts, toMapHosts, toPolicy } from '#lib/site/content-security.ts';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('hashInlineScripts', () => {
  it('names each inline script once and leaves files and data blocks out', () => {
    const html = `<script>a()</script><script src="/x.js" async></script><script id="_R_">b("<\\/p>")</script>
      <script type="application/ld+json">{"@type":"Thing"}</script><SCRIPT type='module'>c()</SCRIPT><script>a()</script>`;
    expect(hashInlineScripts(html)).toEqual([hash('a()'), hash('b("<\\/p>")'), hash('c()')]);
  });

  it('hashes what the parser makes of line ends', () => {
    expect(hashInlineScripts('<script>\r\na()\r</script>')).toEqual([hash('\na()\n')]);
  });

  it('is not misled by an attribute that only contains the word src', () => {
    expect(hashInlineScripts('<script data-src="/x.js">a()</script>')).toEqual([hash('a()')]);
  });
});

describe('toPolicy', () => {
  it('allows our own files and the given hashes, nothing inline and nothing from elsewhere', () => {
    const policy = toPolicy(["'sha256-abc='"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'sha256-abc='");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('is relaxed in development only', () => {
    expect(toPolicy([], true)).toContain("'unsafe-eval'");
    expect(toPolicy([])).not.toContain("'unsafe-eval'");
  });
});

describe('toMapHosts', () => {
  it('names Mapbox on pages with a map and only where the operator set a token', () => {
    for (const path of ['/map', '/map?view=flows', '/embed/map?bbox=1,2,3,4']) {
      expect(toMapHosts(path, undefined), path).toEqual([]);
      expect(toPolicy([], false, toMapHosts(path, 'pk.x')), path).toContain(
        "connect-src 'self' https://api.mapbox.com https://events.mapbox.com;",
      );
    }
    for (const path of ['/', '/maps', '/places/map', '/search?q=/map'])
      expect(toMapHosts(path, 'pk.x'), path).toEqual([]);
  });
});
