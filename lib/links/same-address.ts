/** An address without its fragment, as visits are stored under it. */
export function withoutFragment(address: string): string {
  return address.replace(/#.*$/s, '');
}

/** True for two spellings of one address: https for http, with or without “www.” and a last slash. */
export function isSameAddress(a: string, b: string): boolean {
  return toComparable(a) === toComparable(b);
}

/** True when an address of a page led to the front page of a site: how many sites say “not found”. */
export function isSentHome(asked: string, final: string): boolean {
  const [from, to] = [new URL(asked), new URL(final)];
  return to.pathname === '/' && to.search === '' && (from.pathname !== '/' || from.search !== '');
}

function toComparable(address: string): string {
  const url = new URL(address);
  return url.hostname.replace(/^www\./, '') + url.pathname.replace(/\/+$/, '') + url.search;
}
