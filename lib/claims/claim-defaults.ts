type Entry = Record<string, unknown>;

/**
 * A claims file with its `defaults` written into every claim that does not say otherwise. Runs before the schema, so that a claim
 * is complete wherever it is read. What is of another form is left for the schema to refuse.
 */
export function withDefaults(file: unknown): unknown {
  if (!isEntry(file) || !isEntry(file.defaults) || !Array.isArray(file.claims)) return file;
  const { defaults } = file;
  const claims: readonly unknown[] = file.claims;
  return { ...file, claims: claims.map((claim) => (isEntry(claim) ? { ...defaults, ...claim } : claim)) };
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
