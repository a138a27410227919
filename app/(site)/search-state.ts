export type SearchState = Promise<Record<string, string | string[] | undefined>>;

/** The first value of a query parameter, at most 200 characters; '' when it is absent. */
export function readText(value: string | string[] | undefined): string {
  const first = Array.isArray(value) ? value[0] : value;
  return (first ?? '').slice(0, 200);
}

/** A page number from 1; anything else is page 1. */
export function readPage(value: string | string[] | undefined): number {
  const page = Number(readText(value));
  return Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1;
}

/** An ISO day that exists, else the fallback. */
export function readDay(value: string | string[] | undefined, fallback: string): string {
  const day = readText(value);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return fallback;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day ? day : fallback;
}

/** Path with the parameters that have a value. */
export function toHref(path: string, state: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(state)) {
    if (value !== undefined && value !== '' && !(key === 'page' && value === 1))
      query.set(key, String(value));
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
