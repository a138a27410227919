import { createHash } from 'node:crypto';

const inlineScript = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi;

/** Types that a browser runs; anything else (JSON-LD, speculation data) is inert and needs no permission. */
const runnable = /^(|module|text\/javascript|application\/javascript)$/i;

/**
 * `'sha256-…'` source expressions of every inline script that a browser would run, each once, in order of appearance.
 * Next writes its page data as inline scripts whose text differs from page to page, so the policy is made a page.
 */
export function hashInlineScripts(html: string): string[] {
  const hashes = new Set<string>();
  for (const [, attributes = '', text = ''] of html.matchAll(inlineScript)) {
    if (/\ssrc\s*=/i.test(` ${attributes}`)) continue;
    const type = /\stype\s*=\s*("([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(` ${attributes}`);
    if (type !== null && !runnable.test(type[2] ?? type[3] ?? type[4] ?? '')) continue;
    // The parser turns CRLF and CR into LF before the script's text is hashed (HTML standard, §13.2.3.5).
    const source = text.replace(/\r\n?/g, '\n');
    hashes.add(`'sha256-${createHash('sha256').update(source).digest('base64')}'`);
  }
  return [...hashes];
}

/**
 * The Content-Security-Policy of a response. Nothing from elsewhere, no inline style, no frame around us unless the page is made for one.
 * Scripts: our own files and the given hashes. In development Next needs inline and evaluated code and a WebSocket.
 *
 * @param framers who may show it in a frame; everybody for the pages that are made for that
 * @param hosts origins that scripts may ask beside ours: none but on pages with a map whose operator offers Mapbox
 */
export function toPolicy(
  scriptHashes: readonly string[],
  development = false,
  hosts: readonly string[] = [],
  framers = "'none'",
): string {
  const relaxed = development ? ["'unsafe-inline'", "'unsafe-eval'"] : [];
  const directives: [string, ...string[]][] = [
    ['default-src', "'none'"],
    ['script-src', "'self'", ...(development ? relaxed : scriptHashes)],
    ['style-src', "'self'", ...(development ? ["'unsafe-inline'"] : [])],
    ['img-src', "'self'", 'data:', 'blob:'],
    ['font-src', "'self'"],
    ['connect-src', "'self'", ...hosts, ...(development ? ['ws:'] : [])],
    ['worker-src', "'self'"],
    ['manifest-src', "'self'"],
    ['form-action', "'self'"],
    ['base-uri', "'none'"],
    ['object-src', "'none'"],
    ['frame-ancestors', framers],
  ];
  return directives.map((directive) => directive.join(' ')).join('; ');
}

/**
 * Origins that Mapbox GL asks when a reader has chosen it (docs/map.md); empty for pages without a map and where the
 * operator set no token.
 */
export function toMapHosts(path: string, mapboxToken: string | undefined): string[] {
  const hasMap = /^\/(embed\/)?map([/?]|$)/.test(path);
  return hasMap && mapboxToken !== undefined ? ['https://api.mapbox.com', 'https://events.mapbox.com'] : [];
}

/** True for pages that are made to be shown in a frame on other sites. */
export function isEmbed(path: string): boolean {
  return path.startsWith('/embed/');
}
