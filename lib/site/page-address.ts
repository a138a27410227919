/** Longest path and query that a page of ours can have, with room to spare. */
const maxLength = 4000;
const maxParameters = 80;
const parameterName = /^[a-z][A-Za-z0-9-]{0,24}$/;

export type PageAddress =
  | { ok: true; path: string; key: string }
  | { ok: false; status: 400 | 404 | 414; reason: string };

/**
 * The one form of an address: decoded and encoded again, parameters in alphabetical order, without the parameters that
 * Next uses inside (`_rsc`, `nxtP…`) and names that no page of ours could have. It is what Next is asked for *and* the key
 * that its answer is cached under, so that nothing can be in the answer that is not in the key.
 */
export function toPageAddress(target: string): PageAddress {
  if (target.length > maxLength) {
    return { ok: false, status: 414, reason: `An address here has at most ${maxLength} characters.` };
  }
  if (!target.startsWith('/') || target.startsWith('//') || target.includes('\\')) {
    return { ok: false, status: 400, reason: 'This address is malformed.' };
  }
  let url: URL;
  try {
    url = new URL(target, 'http://site.invalid');
    decodeURIComponent(url.pathname);
  } catch {
    return { ok: false, status: 400, reason: 'This address is malformed.' };
  }
  if (url.pathname.includes('%00')) return { ok: false, status: 400, reason: 'This address is malformed.' };
  // The image resizer has a history of holes, and nothing here uses it.
  if (url.pathname.startsWith('/_next/image') || url.pathname.startsWith('/_next/data')) {
    return { ok: false, status: 404, reason: 'Not found.' };
  }
  const kept = [...url.searchParams]
    // No value of ours holds a NUL, and Postgres refuses it.
    .map(([name, value]): [string, string] => [name, value.replaceAll('\0', '')])
    .filter(([name, value]) => parameterName.test(name) && !name.startsWith('nxt') && value !== '')
    .slice(0, maxParameters);
  const query = new URLSearchParams(kept);
  query.sort();
  const text = query.toString();
  const path = text === '' ? url.pathname : `${url.pathname}?${text}`;
  return { ok: true, path, key: path };
}
