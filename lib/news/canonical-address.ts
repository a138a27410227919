/** Fields of a query that name the road to a page, not the page. */
const tracking = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid)$/i;

/**
 * One spelling for all addresses of one page: no fragment, no tracking fields, no `www.`, no last slash, `https`, fields in the order of their names.
 * It is a key to compare by and is never fetched. Stories with different keys stay two stories, however alike they are.
 *
 * @param address absolute, http or https
 * @returns undefined for anything else
 */
export function toCanonicalAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  const fields = [...url.searchParams].filter(([name]) => !tracking.test(name));
  const query = new URLSearchParams(fields.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))).toString();
  const host = url.hostname.replace(/^www\./, '').replace(/\.$/, '');
  const port = url.port === '' || url.port === '80' || url.port === '443' ? '' : `:${url.port}`;
  return `https://${host}${port}${url.pathname.replace(/\/+$/, '')}${query === '' ? '' : `?${query}`}`;
}

/** True for a page and its canonical address on the same site: another site's word about itself is not taken. */
export function isSameSite(a: string, b: string): boolean {
  const [first, second] = [a, b].map((address) => new URL(address).hostname.replace(/^www\./, ''));
  return first === second;
}
