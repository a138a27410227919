import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { sha256Hex } from './entry.ts';
import { Frontier } from './merkle.ts';

/** A shortcut, not evidence: it is used only when it hashes to the stored head. */
const settingKey = 'log.frontier';
const storedFrontier = z.object({ size: z.int().min(0), peaks: z.array(sha256Hex) });
const page = 50_000;

/**
 * The tree over all entries, ready to grow. Takes the stored frontier when it hashes to the last head, else rebuilds
 * it from every leaf hash (about a second per hundred thousand entries).
 *
 * @throws DossierError `integrity` when the last head does not cover all entries or has another root
 */
export async function readFrontier(client: SqlClient): Promise<Frontier> {
  const { rows } = await client.query<{
    entries: number;
    size: number | null;
    root: string | null;
    stored: string | null;
  }>(
    `select coalesce((select max(index) + 1 from log_entry), 0)::float8 as entries,
            head.size::float8 as size, head.root, (select value from setting where key = $1) as stored
       from (select 1) as one left join (select size, root from log_head order by size desc limit 1) as head on true`,
    [settingKey],
  );
  const state = rows[0];
  if (state === undefined) throw new Error('one row was expected');
  const head = { size: state.size ?? 0, root: state.root ?? new Frontier().root().toString('hex') };
  if (state.entries !== head.size) throw broken(`has ${state.entries} entries and a head over ${head.size}`);
  const stored = parseStored(state.stored);
  if (stored?.size === head.size && stored.root().toString('hex') === head.root) return stored;
  const rebuilt = await rebuildFrontier(client);
  if (rebuilt.root().toString('hex') !== head.root)
    throw broken('has a head whose root its entries do not give');
  return rebuilt;
}

/** Keeps the frontier for the next append. */
export async function writeFrontier(client: SqlClient, frontier: Frontier): Promise<void> {
  const value = JSON.stringify({
    size: frontier.size,
    peaks: frontier.peaks.map((peak) => peak.toString('hex')),
  });
  await client.query(
    'insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = $2',
    [settingKey, value],
  );
}

async function rebuildFrontier(client: SqlClient): Promise<Frontier> {
  const frontier = new Frontier();
  for (;;) {
    const { rows } = await client.query<{ leaf: string }>(
      'select leaf_hash as leaf from log_entry where index >= $1 order by index limit $2',
      [frontier.size, page],
    );
    for (const row of rows) frontier.push(Buffer.from(row.leaf, 'hex'));
    if (rows.length < page) return frontier;
  }
}

function parseStored(text: string | null): Frontier | undefined {
  if (text === null) return undefined;
  try {
    const { size, peaks } = storedFrontier.parse(JSON.parse(text));
    return new Frontier(
      size,
      peaks.map((peak) => Buffer.from(peak, 'hex')),
    );
  } catch {
    return undefined; // Whatever is wrong with the shortcut, the long way answers.
  }
}

function broken(what: string): DossierError {
  return new DossierError('integrity', {
    what: `The ledger ${what}; nothing is appended to a broken log`,
    where: 'log_head',
    mend: 'Run `npm run verify` to find the first bad entry, then restore the database from a backup or an export.',
  });
}
