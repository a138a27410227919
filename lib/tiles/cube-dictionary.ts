import { z } from 'zod';

/**
 * What the numbers in cube tiles stand for. A key is one combination of five attributes in mixed radix, the year
 * least significant, so that neighbors in a cell differ by little:
 *
 *   key = (((set × operators + operator) × statuses + status) × datasets + dataset) × years + year
 *
 * Combinations are not listed: there can be a hundred times as many as values, and the first view would carry them.
 */
export const cubeDictionarySchema = z.object({
  /** Equals the version inside each cube that may be read with this dictionary. */
  version: z.string().regex(/^[0-9a-f]{12}$/),
  /** Technology codes of a device, in alphabetical order; an empty list where the source does not say. */
  technologySets: z.array(z.array(z.string())),
  /** Kinds of operating body (lib/devices/filter.ts). */
  operators: z.array(z.string()),
  statuses: z.array(z.string()),
  datasets: z.array(z.object({ id: z.string(), grade: z.string() })),
  /** Null: not known. */
  years: z.array(z.number().int().nullable()),
  /** Country codes; null: not known. Not part of the key: groups of rows carry it. */
  countries: z.array(z.string().nullable()),
});
export type CubeDictionary = z.infer<typeof cubeDictionarySchema>;

/** Of a dataset without one. */
export const ownGrade = 'own';

/** Indexes of the five attributes of a key. */
export type KeyParts = { set: number; operator: number; status: number; dataset: number; year: number };

/** Number of possible keys: every key is smaller. */
export function countKeys(dictionary: CubeDictionary): number {
  const { technologySets, operators, statuses, datasets, years } = dictionary;
  return technologySets.length * operators.length * statuses.length * datasets.length * years.length;
}

export function toKey(dictionary: CubeDictionary, parts: KeyParts): number {
  const { operators, statuses, datasets, years } = dictionary;
  const body = (parts.set * operators.length + parts.operator) * statuses.length + parts.status;
  return (body * datasets.length + parts.dataset) * years.length + parts.year;
}
