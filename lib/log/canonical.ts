import canonicalize from 'canonicalize';

/** Anything that JSON can say. Keys whose value is `undefined` are left out of the text. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };

/**
 * Canonical JSON (RFC 8785, JCS): keys sorted by UTF-16 code units, no white space, ECMAScript numbers. Equal values
 * have equal bytes, so that anybody can recompute a hash from the value alone.
 *
 * @throws Error for NaN, infinities, lone surrogates and cycles, which JCS cannot write: a bug of the caller
 */
export function toCanonical(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('undefined is not a JSON value');
  return text;
}

/** Reads JSON that is exactly its own canonical form (one value, one spelling); undefined for anything else. */
export function parseCanonical(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return canonicalize(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

/** True when `text` is JSON and exactly its own canonical form. */
export function isCanonical(text: string): boolean {
  return parseCanonical(text) !== undefined;
}
