import type pg from 'pg';
import { findTables, quote } from '#lib/postgres/tables.ts';

/** A row that still holds what should be gone. */
export type Leftover = {
  table: string;
  /** Primary key, its parts joined by commas. */
  row: string;
  /** Where in the redacted content the text stood, e.g. `says` or `speaker.name`; `text` for one given by hand. */
  key: string;
};

const shortest = 2;
/** What identifiers, codes, dates, hashes and addresses of our own look like: they say what a record is about, not what it said. */
const codeLike = /^[A-Za-z0-9._:@/+-]+$/;

/** Texts by the key under which they stand in a JSON value; identifiers and codes are left out. */
export function findTexts(value: unknown, key = ''): Map<string, string> {
  const texts = new Map<string, string>();
  if (typeof value === 'string') {
    if ([...value].length >= shortest && !codeLike.test(value)) texts.set(value, key);
  } else if (Array.isArray(value)) {
    for (const item of value) for (const [text, at] of findTexts(item, key)) texts.set(text, at);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value))
      for (const [text, at] of findTexts(item, key === '' ? name : `${key}.${name}`)) texts.set(text, at);
  }
  return texts;
}

/**
 * Every row of every table that still holds one of the texts, whatever its case. Texts with quotes or line breaks are looked for
 * by their longest piece without, because columns escape them in different ways. Reads every table: seconds to a minute.
 *
 * @param texts what to look for, with the key to report
 */
export async function findLeftovers(client: pg.ClientBase, texts: Map<string, string>): Promise<Leftover[]> {
  if (texts.size === 0) return [];
  const pieces = [...texts].map(([text, key]) => ({ piece: longestPlainPiece(text), key }));
  const found: Leftover[] = [];
  for (const { name, key } of await findTables(client)) {
    const id =
      key.length === 0
        ? `''`
        : `concat_ws(',', ${key.map((column) => `t.${quote(column)}::text`).join(', ')})`;
    const { rows } = await client.query<{ row: string; position: number }>(
      `select ${id} as row, piece.position::float8 as position
         from (select t.*, lower(to_jsonb(t)::text) as whole_row from ${quote(name)} t) as t
         join unnest($1::text[]) with ordinality as piece (text, position) on strpos(t.whole_row, lower(piece.text)) > 0
        order by 1 limit 50`,
      [pieces.map(({ piece }) => piece)],
    );
    for (const { row, position } of rows)
      found.push({ table: name, row, key: pieces[position - 1]?.key ?? '' });
  }
  return found;
}

function longestPlainPiece(text: string): string {
  const pieces = text.split(/["\\\p{Cc}]+/u);
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
}
