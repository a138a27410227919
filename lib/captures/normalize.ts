/**
 * The recorded normalizer. A passage matches its archived copy exactly, or after these rules and nothing else: no case
 * folding, no NFKC, no edit distance. A change of any rule is a new version, because stored hashes depend on it.
 */
export const normalizerVersion = 'pd-text@1';

/** Normalized text with, for every UTF-16 unit of it, the code points of the raw text that it stands for. */
export type Normalized = {
  text: string;
  /** First raw code point behind each unit. */
  starts: Uint32Array;
  /** One past the last raw code point behind each unit. */
  ends: Uint32Array;
};

type Rule = { pattern: RegExp; replace: (match: RegExpExecArray) => string };

const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  zwnj: '\u200c',
  zwj: '\u200d',
  lsquo: "'",
  rsquo: "'",
  sbquo: "'",
  ldquo: '"',
  rdquo: '"',
  bdquo: '"',
  laquo: '"',
  raquo: '"',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  middot: '·',
  bull: '•',
  copy: '©',
  reg: '®',
  trade: '™',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  sect: '§',
  deg: '°',
};

/** Letters, digits, and what would build a new escape, entity or emphasis mark: nobody encodes these but to deceive. */
const structural = /[A-Za-z0-9#;&\\*_]/;

const spaceless = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}';

const rules: readonly Rule[] = [
  // Soft hyphens and zero-width marks that carry no meaning. The joiners U+200C and U+200D do carry some, and stay.
  { pattern: /[\u00ad\u200b\u2060\ufeff]+/gu, replace: () => '' },
  // Markdown escapes: `\$25` is $25.
  { pattern: /(?<!\\)\\+(?=[!-/:-@[\]^-`{-~])/gu, replace: () => '' },
  // Entities that an export left behind, also doubly encoded ones (`&amp;rsquo;`).
  {
    pattern: /&(?:(?:amp|#0*38|#[xX]0*26);)*(?:(amp)|([a-z]{2,6})|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));/gu,
    replace: decodeEntity,
  },
  // Emphasis marks: a short run that touches a word on one side only. `5*3`, `a_b`, `a * b` and `f****` keep theirs.
  {
    pattern: /(?<![*_])[*_]{1,3}(?![*_])/gu,
    replace: (match) => (isEmphasis(match) ? '' : match[0]),
  },
  { pattern: /[\u2018\u2019\u201a\u201b\u2039\u203a\u02bc]/gu, replace: () => "'" },
  { pattern: /[\u201c\u201d\u201e\u201f\u00ab\u00bb]/gu, replace: () => '"' },
  // A line broken inside CJK text is no space; elsewhere any run of white space, blank lines included, is one.
  {
    pattern: new RegExp(`(?<=[${spaceless}])[\\s\\u0085]+(?=[${spaceless}])`, 'gu'),
    replace: (match) => (/[\n\r\f\u0085\u2028\u2029]/.test(match[0]) ? '' : match[0]),
  },
  { pattern: /[\s\u0085]+/gu, replace: () => ' ' },
];

/**
 * Applies the rules until none changes anything, so that normalizing twice is normalizing once. Every rule shortens the
 * text or moves characters towards ASCII, which is why this ends.
 */
export function normalize(raw: string): Normalized {
  let current = identity(raw);
  for (;;) {
    const before = current.text;
    for (const rule of rules) current = rewrite(current, rule);
    if (current.text === before) return current;
  }
}

function identity(raw: string): Normalized {
  const starts = new Uint32Array(raw.length);
  const ends = new Uint32Array(raw.length);
  let point = 0;
  for (let unit = 0; unit < raw.length; point += 1) {
    const width = (raw.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
    starts.fill(point, unit, unit + width);
    ends.fill(point + 1, unit, unit + width);
    unit += width;
  }
  return { text: raw, starts, ends };
}

function rewrite(source: Normalized, rule: Rule): Normalized {
  const parts: string[] = [];
  const starts = new Uint32Array(source.text.length);
  const ends = new Uint32Array(source.text.length);
  let written = 0;
  let read = 0;
  const keepUntil = (unit: number) => {
    parts.push(source.text.slice(read, unit));
    starts.set(source.starts.subarray(read, unit), written);
    ends.set(source.ends.subarray(read, unit), written);
    written += unit - read;
    read = unit;
  };
  for (const match of source.text.matchAll(rule.pattern)) {
    const replacement = rule.replace(match);
    if (replacement === match[0]) continue;
    keepUntil(match.index);
    read = match.index + match[0].length;
    parts.push(replacement);
    starts.fill(source.starts[match.index] ?? 0, written, written + replacement.length);
    ends.fill(source.ends[read - 1] ?? 0, written, written + replacement.length);
    written += replacement.length;
  }
  if (read === 0) return source;
  keepUntil(source.text.length);
  return { text: parts.join(''), starts: starts.subarray(0, written), ends: ends.subarray(0, written) };
}

function decodeEntity(match: RegExpExecArray): string {
  const [whole, ampersand, name, decimal, hexadecimal] = match;
  if (ampersand !== undefined) return '&';
  if (name !== undefined) return namedEntities[name] ?? whole;
  const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number.parseInt(decimal, 10);
  const isScalar = point > 0x1f && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
  if (point === 38) return '&';
  if (!isScalar) return whole;
  const decoded = String.fromCodePoint(point);
  return structural.test(decoded) ? whole : decoded;
}

function isEmphasis(match: RegExpExecArray): boolean {
  const before = match.input.charAt(match.index - 1) || ' ';
  const after = match.input.charAt(match.index + match[0].length) || ' ';
  const bothWords = isWordUnit(before) && isWordUnit(after);
  const bothEdges = /\s/u.test(before) && /\s/u.test(after);
  return !bothWords && !bothEdges;
}

/** Sees UTF-16 units, so half of an astral character counts as part of a word, which it mostly is. */
function isWordUnit(unit: string): boolean {
  return /[\p{L}\p{N}\p{M}\p{Cs}]/u.test(unit);
}
