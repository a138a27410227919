import { z } from 'zod';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { namedKinds } from './filter-names.ts';
import { suggestNames } from './names.ts';
import { findPlace } from './queries.ts';

const askedSchema = z.object({ kind: z.enum(namedKinds), q: z.string().max(400) });
const placePath = /^\/tiles\/places\/([A-Z]{2}(?:-[A-Z0-9]{1,3})?|gn-\d{1,10})\.json$/;

/** What a reader of the map types and chooses by name: the answer to be sent as JSON, or what is wrong with the question. */
export type NameAnswer = { ok: true; value: unknown } | { ok: false; status: 400 | 404; reason: string };

/**
 * Answers `/tiles/names.json?kind=place&q=oak` (names that match what was typed) and `/tiles/places/US-CA.json` (the box of
 * a place, and that of most of its devices); null for every other path.
 */
export async function answerNames(
  path: string,
  query: URLSearchParams,
  client: SqlClient,
): Promise<NameAnswer | null> {
  if (path === '/tiles/names.json') {
    const asked = askedSchema.safeParse({ kind: query.get('kind'), q: query.get('q') });
    if (!asked.success)
      return {
        ok: false,
        status: 400,
        reason: `kind must be one of ${namedKinds.join(', ')}, q a few words.`,
      };
    return { ok: true, value: await suggestNames(asked.data.kind, asked.data.q, client) };
  }
  const place = placePath.exec(path)?.[1];
  if (place === undefined) return null;
  const found = await findPlace(place, client);
  return found === null
    ? { ok: false, status: 404, reason: 'No place is held under this code.' }
    : { ok: true, value: found };
}
