/**
 * One segment of a path as a page receives it, decoded. What cannot be decoded again stays as it came, and a NUL, which no
 * name holds and Postgres refuses, makes it empty: neither is the name of anything, so that the page answers 404.
 */
export function readPathSegment(raw: string): string {
  const text = decode(raw);
  return text.includes('\0') ? '' : text;
}

function decode(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
