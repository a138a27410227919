import type { VendorIndex } from '#lib/organizations/vendors.ts';

/** Cell parts that are no name of a vendor. */
const notVendors = new Set(['others', 'other', 'unknown', 'n/a', 'none']);

/** What stands after a comma in a company's own name. */
const legalForm = /^(inc|llc|ltd|corp|co)\.?$/i;

/** Names in the vendor cell, split at commas, semicolons and " and ". A slash stays: "Neology/PIPS" is one entry of the vocabulary. */
export function splitVendors(cell: string): string[] {
  const names: string[] = [];
  for (const part of cell.split(/[,;]| and /).map((text) => text.trim())) {
    const last = names.at(-1);
    if (part === '') continue;
    if (legalForm.test(part) && last !== undefined) names[names.length - 1] = `${last}, ${part}`;
    else names.push(part);
  }
  return names.filter((name) => !notVendors.has(name.toLowerCase()));
}

/** Keys of the vocabulary that a vendor cell means, each once, and the spellings that nobody has decided about. */
export function resolveVendors(
  cell: string,
  vendors: Pick<VendorIndex, 'bySpelling'>,
): { keys: string[]; unmatched: string[] } {
  const whole = cell.trim() === '' ? null : vendors.bySpelling(cell);
  if (whole !== null) return { keys: [whole], unmatched: [] };
  const keys = new Set<string>();
  const unmatched: string[] = [];
  for (const name of splitVendors(cell)) {
    const key = vendors.bySpelling(name);
    if (key === null) unmatched.push(name);
    else keys.add(key);
  }
  return { keys: [...keys], unmatched };
}
