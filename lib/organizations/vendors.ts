import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** `data/vocabularies/vendors.yaml`: makers and sellers that datasets name, with every spelling that means them. */
export const vendorsSchema = z.record(
  z.string().regex(/^[a-z0-9-]+$/),
  z.strictObject({
    label: z.string().min(1),
    wikidata: z
      .string()
      .regex(/^Q\d+$/)
      .optional(),
    spellings: z.array(z.string().min(1)),
  }),
);
export type Vendors = z.infer<typeof vendorsSchema>;

const path = join(import.meta.dirname, '../../data/vocabularies/vendors.yaml');

export function readVendors(): Vendors {
  const parsed = vendorsSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    throw new Error(
      `data/vocabularies/vendors.yaml: ${parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}`,
    );
  }
  return parsed.data;
}

/** How spellings are compared: no case, accents, spaces or punctuation. */
export const foldVendor = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

export interface VendorIndex {
  /** Vendor key for a spelling, or null when nobody has decided what it means. */
  bySpelling: (text: string) => string | null;
  byWikidata: (id: string) => string | null;
}

/** @throws Error when one spelling or id stands under two vendors. */
export function indexVendors(vendors: Vendors): VendorIndex {
  const spellings = new Map<string, string>();
  const ids = new Map<string, string>();
  for (const [key, vendor] of Object.entries(vendors)) {
    for (const text of new Set([vendor.label, ...vendor.spellings].map(foldVendor))) {
      const other = spellings.get(text);
      if (other)
        throw new Error(`data/vocabularies/vendors.yaml: "${text}" stands under ${other} and ${key}.`);
      spellings.set(text, key);
    }
    if (vendor.wikidata) {
      const other = ids.get(vendor.wikidata);
      if (other)
        throw new Error(
          `data/vocabularies/vendors.yaml: ${vendor.wikidata} stands under ${other} and ${key}.`,
        );
      ids.set(vendor.wikidata, key);
    }
  }
  return {
    bySpelling: (text) => spellings.get(foldVendor(text)) ?? null,
    byWikidata: (id) => ids.get(id) ?? null,
  };
}
