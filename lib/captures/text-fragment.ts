/**
 * An address that opens at the given words and highlights them (`#:~:text=…`, Scroll to Text Fragment of the WICG). Browsers that do not
 * know it open the page as usual. Only words that may be quoted belong here: they stand in the address.
 *
 * @returns undefined for an address that is not http(s), or words without a letter or digit
 */
export function toHighlightUrl(address: string, phrase: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  const words = phrase.replace(/\s+/gu, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(words)) return undefined;
  const hash = address.indexOf('#');
  const [base, fragment] = hash === -1 ? [address, ''] : [address.slice(0, hash), address.slice(hash + 1)];
  // Directives that stand there already would highlight something else.
  const [anchor = ''] = fragment.split(':~:');
  return `${base}#${anchor}:~:text=${encodeTerm(words)}`;
}

/** A comma, ampersand or hyphen would be read as the directive's own syntax; encodeURIComponent leaves the hyphen. */
function encodeTerm(words: string): string {
  return encodeURIComponent(words.toWellFormed()).replaceAll('-', '%2D');
}
