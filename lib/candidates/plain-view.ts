/**
 * Texts that were saved as Markdown or with left-over markup are read through a view of the same length: markup becomes blanks, every
 * other character keeps its place. A span of the view is therefore a span of the raw text, and no map between the two is needed.
 */
export function toPlainView(raw: string): string {
  return markup.reduce((text, pattern) => text.replace(pattern, blank), raw);
}

const markup: readonly RegExp[] = [
  // Front matter between two equal fences, at the very start only.
  /^(?:\+\+\+|---)\n[\s\S]{0,20000}?\n(?:\+\+\+|---)(?=\n)/,
  /\{\{[<%][^{}]{0,500}[>%]\}\}/g,
  /<!--[\s\S]{0,2000}?-->/g,
  /<\/?[a-zA-Z][^<>]{0,500}>/g,
  /!\[[^\][]{0,300}\]\([^()\s]{0,500}\)/g,
  // The target of a link goes, its words stay; one level of brackets may stand in an address.
  /\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,800}(?:\s"[^"]{0,200}")?\)/g,
  /\[(?=\S)/g,
  /\bhttps?:\/\/[^\s)>\]]{1,800}/g,
  /^[ \t]{0,6}(?:#{1,6}|>|\*|\+|-|\d{1,2}\.)[ \t]+/gm,
  // Emphasis touches a word on one side only: `5 * 3` and `user_name` keep theirs.
  /(?<=^|[^\p{L}\p{N}*_])[*_]{1,6}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,6}(?=$|[^\p{L}\p{N}*_])/gmu,
  /\\(?=[!-/:-@[-`{-~])/g,
  /[\u00ad\u200b\u2060\ufeff]/g,
];

/** Line ends stay: they part paragraphs, and front matter must not become one long line. */
function blank(match: string): string {
  return match.replace(/[^\n]/g, ' ');
}
