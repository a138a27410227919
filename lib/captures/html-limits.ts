import { DossierError } from '#lib/errors.ts';

/**
 * What a page may have before a parser sees it. Real articles stay far below (1.5 MB, 3,168 tags, depth 513, 13,000 entities);
 * pages above kept parsers busy for minutes.
 */
export const htmlLimits = { bytes: 5_000_000, tags: 50_000, depth: 2_000, entities: 300_000 } as const;

const voidElements = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'param',
  'source',
  'track',
  'wbr',
]);

/** @throws DossierError `forbidden` for a page that would keep the extractor busy */
export function checkHtmlLimits(html: string): void {
  refuseAbove('bytes', Buffer.byteLength(html));
  let tags = 0;
  let depth = 0;
  let deepest = 0;
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9-]*)/g)) {
    tags += 1;
    if (slash === '/') depth = Math.max(0, depth - 1);
    else if (!voidElements.has(name.toLowerCase())) depth += 1;
    deepest = Math.max(deepest, depth);
  }
  refuseAbove('tags', tags);
  refuseAbove('depth', deepest);
  refuseAbove('entities', html.split('&').length - 1);
}

function refuseAbove(limit: keyof typeof htmlLimits, value: number): void {
  if (value <= htmlLimits[limit]) return;
  throw new DossierError('forbidden', {
    what: `The page has ${value} ${limit}; ${htmlLimits[limit]} are the most that is read`,
    mend: 'Save the article as text and capture that file.',
  });
}
