import { expect, test } from 'vitest';
import {
  asksForPosition,
  toSecurityHeaders,
  toTileHeaders,
  withPosition,
} from '#lib/site/security-headers.ts';

test('the device’s position is refused everywhere but on the page of the look-up, and there allowed to this site alone', () => {
  const headers = toSecurityHeaders({ https: true, development: false });
  expect(headers['permissions-policy']).toContain('geolocation=()');
  const here = withPosition(headers);
  expect(here['permissions-policy']).toContain('geolocation=(self)');
  expect({ ...here, 'permissions-policy': '' }).toEqual({ ...headers, 'permissions-policy': '' });
  for (const path of ['/here', '/here/US-CA', '/here?place=US']) expect(asksForPosition(path)).toBe(true);
  for (const path of ['/', '/hereafter', '/map?from=/here', '/places/here', '//here'])
    expect(asksForPosition(path)).toBe(false);
});

test('tiles may load nothing, and keep what concerns them', () => {
  const headers = toTileHeaders(toSecurityHeaders({ https: true, development: false }));
  expect(headers).toEqual({
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
  });
});
