import type { UnitRequest } from '../source.ts';

const secretField = /^(\$\$)?(api_?key|key|(app_|access_)?token)$/i;
const secretHeader = /^(authorization|proxy-authorization|cookie|x-.*(key|token).*)$/i;
const addressHeaders = new Set(['location', 'content-location', 'link', 'refresh']);

/** An address without the query fields that hold keys; everything else stays byte for byte as it was. */
export function stripSecrets(address: string): string {
  const parts = /^([^?#]*)\?([^#]*)(.*)$/s.exec(address);
  if (parts === null) return address;
  const [, path = '', query = '', fragment = ''] = parts;
  const kept = query.split('&').filter((field) => !isSecret(field));
  return path + (kept.length === 0 ? '' : `?${kept.join('&')}`) + fragment;
}

function isSecret(field: string): boolean {
  const [name = ''] = field.split('=', 1);
  try {
    return secretField.test(decodeURIComponent(name.replaceAll('+', ' ')));
  } catch {
    // Not an encoded name, so not one that any server would read as a key.
    return secretField.test(name);
  }
}

/** Headers as they may be kept: without keys, and without keys in the addresses that some of them hold. */
export function stripSecretHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (secretHeader.test(name)) continue;
    kept[name] = addressHeaders.has(name) ? value.replace(/[^\s<>;,]+/g, stripSecrets) : value;
  }
  return kept;
}

/** Fields of a form as they may be kept. */
export function stripSecretFields(form: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(form).filter(([name]) => !secretField.test(name)));
}

/** Looks a secret up by the name of its environment variable. */
export type SecretLookup = (variable: string) => string | undefined;

/** The request with its key in place. A variable that is not set adds nothing: many interfaces answer without, only slower. */
export function addSecret(request: UnitRequest, lookUp: SecretLookup): UnitRequest {
  const { secret, ...plain } = request;
  const value = secret === undefined ? undefined : lookUp(secret.variable);
  if (secret === undefined || value === undefined || value === '') return plain;
  if ('header' in secret)
    return { ...plain, headers: { ...plain.headers, [secret.header.toLowerCase()]: value } };
  const url = new URL(plain.url);
  url.searchParams.set(secret.query, value);
  return { ...plain, url: url.href };
}
