import { toPolicy } from './content-security.ts';

const refusedFeatures = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
];

/**
 * Headers of every response, with the policy for one without inline scripts (files, tiles, worker scripts); pages
 * replace `content-security-policy` by their own.
 *
 * @param https true when readers come over HTTPS: browsers are then told to stay there
 */
export function toSecurityHeaders(options: { https: boolean; development: boolean }): Record<string, string> {
  return {
    'content-security-policy': toPolicy([], options.development),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': refusedFeatures.map((feature) => `${feature}=()`).join(', '),
    'x-dns-prefetch-control': 'off',
    ...(options.https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

/**
 * Of tiles, which no browser opens as a page: nothing may be loaded by them, and what rules over pages alone is left out.
 * They come by the dozen, and writing those headers took a quarter of the time of sending one (docs/map.md).
 */
export function toTileHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const ofPages = ['permissions-policy', 'cross-origin-opener-policy', 'x-dns-prefetch-control'];
  const kept = Object.entries(headers).filter(([name]) => !ofPages.includes(name));
  return { ...Object.fromEntries(kept), 'content-security-policy': "default-src 'none'" };
}

/** True for the one page that may ask a browser for the device's position, if its reader presses the button. */
export function asksForPosition(target: string): boolean {
  return /^\/here([/?]|$)/.test(target);
}

/** The same headers, with the device's position allowed to this site's own scripts. */
export function withPosition(headers: Readonly<Record<string, string>>): Record<string, string> {
  const policy = headers['permissions-policy'] ?? '';
  return { ...headers, 'permissions-policy': policy.replace('geolocation=()', 'geolocation=(self)') };
}
