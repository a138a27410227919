import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { readText } from './osm-bytes.ts';
import { readJsonArray } from './osm-json-array.ts';

const answerSchema = z.looseObject({
  osm3s: z.looseObject({ timestamp_osm_base: z.string().optional() }).optional(),
  remark: z.string().optional(),
});

/** What an Overpass answer says besides its elements. */
export interface OverpassHead {
  /** Time of the data (ISO 8601). */
  base: string | undefined;
  /** Why the elements are not all that there are: the server says so inside an answer of status 200. */
  remark: string | undefined;
}

export function toOverpassHead(rest: unknown): OverpassHead {
  const { data } = answerSchema.safeParse(rest);
  return { base: data?.osm3s?.timestamp_osm_base, remark: data?.remark };
}

/**
 * Reads an answer to its end without keeping its elements.
 *
 * @throws DossierError `invalid_input` when it is cut off or no Overpass JSON
 */
export async function readOverpassHead(path: string, where: string): Promise<OverpassHead> {
  for await (const part of readJsonArray(readText(path, where), 'elements', where))
    if ('rest' in part) return toOverpassHead(part.rest);
  throw new DossierError('invalid_input', {
    what: 'The answer is empty',
    where,
    mend: 'Ask again.',
  });
}

/** @throws DossierError `invalid_input` when the server itself says that elements are missing */
export function refuseRemark({ remark }: OverpassHead, where: string): void {
  if (remark === undefined) return;
  throw new DossierError('invalid_input', {
    what: `Overpass stopped before the end: "${remark.slice(0, 200)}"`,
    where,
    mend: 'Ask for smaller areas; what is here may be any part of the whole.',
  });
}
