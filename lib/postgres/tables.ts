import type pg from 'pg';
import { z } from 'zod';

export type Table = {
  name: string;
  /** Stored columns in their order; generated ones are computed again. */
  columns: string[];
  /** Primary key columns, the order in which rows are copied. */
  key: string[];
};

const tableRow = z.object({ name: z.string(), columns: z.array(z.string()), key: z.array(z.string()) });
const referenceRow = z.object({ from: z.string(), to: z.string() });

/**
 * The tables of schema `public`, each after the tables that it refers to. Partitions are part of their parent; Prisma's
 * history table is not content.
 */
export async function findTables(client: pg.ClientBase): Promise<Table[]> {
  const tables = await client.query(
    `select c.relname as name,
            (select array_agg(attname::text order by attnum) from pg_attribute
              where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
            coalesce((select array_agg(a.attname::text order by k.position) from pg_index i
              cross join lateral unnest(i.indkey::int2[]) with ordinality as k(number, position)
              join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
              where i.indrelid = c.oid and i.indisprimary), '{}') as key
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname <> '_prisma_migrations'
      order by c.relname`,
  );
  const references = await client.query(
    `select distinct conrelid::regclass::text as from, confrelid::regclass::text as to from pg_constraint
      where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> confrelid`,
  );
  return sortByReference(z.array(tableRow).parse(tables.rows), z.array(referenceRow).parse(references.rows));
}

/** Rows of each table, exactly; a few hundred milliseconds for a million rows. */
export async function countRows(client: pg.ClientBase, tables: Table[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const table of tables) {
    const result = await client.query<{ count: string }>(
      `select count(*) as count from ${quote(table.name)}`,
    );
    counts.set(table.name, Number(result.rows[0]?.count ?? 0));
  }
  return counts;
}

/**
 * Referred tables first.
 *
 * @throws Error when tables refer to each other in a circle: a load in any order would break a key
 */
export function sortByReference(tables: Table[], references: { from: string; to: string }[]): Table[] {
  const names = new Set(tables.map((table) => table.name));
  const needs = new Map(tables.map((table) => [table.name, new Set<string>()]));
  for (const { from, to } of references) {
    if (names.has(from) && names.has(to)) needs.get(from)?.add(to);
  }
  const sorted: Table[] = [];
  const done = new Set<string>();
  while (sorted.length < tables.length) {
    const ready = tables.filter(
      (table) => !done.has(table.name) && [...(needs.get(table.name) ?? [])].every((name) => done.has(name)),
    );
    if (ready.length === 0) {
      const left = tables.filter((table) => !done.has(table.name)).map((table) => table.name);
      throw new Error(`these tables refer to each other in a circle: ${left.join(', ')}`);
    }
    for (const table of ready) {
      sorted.push(table);
      done.add(table.name);
    }
  }
  return sorted;
}

/** A quoted SQL identifier. */
export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
