const tracking = /^(utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref_src)$/;

/**
 * One form for addresses that lead to one page: no scheme, `www.`, fragment, closing slash or tracking parameters; host in lower
 * case. Two works with one form are one work.
 */
export function toAddressKey(address: string): string {
  const url = new URL(address);
  const query = [...url.searchParams].filter(([name]) => !tracking.test(name)).sort();
  const search = query.length === 0 ? '' : `?${query.map(([name, value]) => `${name}=${value}`).join('&')}`;
  const host = url.hostname.replace(/^www\./, '');
  const port = url.port === '' ? '' : `:${url.port}`;
  return `${host}${port}${decode(url.pathname).replace(/\/+$/, '')}${search}`;
}

function decode(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
