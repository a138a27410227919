import { resolve } from 'node:path';
import { type FileReport, ingestFiles } from '#lib/claims/ingest.ts';
import { formatProblem } from '#lib/claims/problem.ts';
import { rebuildWorld } from '#lib/claims/rebuild.ts';
import { readRegistry } from '#lib/claims/registry.ts';
import { findWorkFiles } from '#lib/corpus/read-works.ts';
import { loadPacks } from '#lib/datasets/load.ts';
import { openPool } from '#lib/db.ts';
import { loadEntities } from '#lib/entities/load.ts';
import { getEnv } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { migrateToHead, openDatabase } from '#lib/postgres/open-database.ts';
import { withTransaction } from '#lib/postgres/transaction.ts';
import { loadSearchNames } from '#lib/search/load-names.ts';
import { verifyAllPassages } from '#lib/works/verify-all.ts';
import { hashCorpus } from './corpus-hash.ts';
import { createPackProgress } from './pack-progress.ts';
import { runCommand } from './run-command.ts';

const searchedTables = 'entity_name, search_name, search_document, search_word, search_text';
const ownDataFolder = resolve(import.meta.dirname, '../data');

/**
 * Brings the database in line with `data/`: packs, curated entities, claims files. What is in it already is not touched, so
 * a second run appends nothing to the ledger. The corpus hash is written last: a load that broke off is repeated.
 *
 * @throws DossierError `invalid_input` when a claims file has a problem
 */
export async function loadCorpus(input: {
  databaseUrl: string;
  report: (line: string) => void;
  /** Where entities, vocabularies and works are read; the packs are always this project's. */
  dataFolder?: string;
}): Promise<void> {
  const { databaseUrl, report, dataFolder = ownDataFolder } = input;
  const { SEED_DIR: seedDir, DATA_DIR: dataDir } = getEnv();
  // Taken first: files that change while loading make the next start load again.
  const corpusHash = hashCorpus(seedDir);
  const pool = openPool(databaseUrl, 'ingest');
  try {
    const progress = createPackProgress(report);
    try {
      await loadPacks({ pool, onProgress: progress.show });
    } finally {
      progress.end();
    }
    // The ingest role may not: only the owner of the tables can tell the planner how many rows there are now.
    await withConnection(databaseUrl, (client) => client.query('ANALYZE'));
    const entities = await loadEntities(pool, { dataFolder });
    report(`entities: ${entities === 0 ? 'nothing changed' : `${entities} changed`}`);
    const works = await ingestFiles(pool, findWorkFiles(dataFolder), {
      seedDir,
      dataDir,
      dataFolder,
      withdrawReason: 'No longer in its claims file',
      worldLater: true,
    });
    for (const work of works) {
      if (!work.ok) throw refuse(work.problems.map(formatProblem));
    }
    report(summarize(works));
    // Also works whose files lie elsewhere: the normalizer may be what changed.
    await verifyAllPassages(pool, { seedDir, dataDir }, 'load');
    await loadSearchNames(pool);
    // How claims become facts may have changed although no claim did. This writes what search reads, too.
    await withTransaction(pool, (client) => rebuildWorld(client, readRegistry(dataFolder).predicates, null));
    // Only the owner of the tables may. Inverted indexes keep new rows in a list that every search reads until then.
    await withConnection(databaseUrl, (client) => client.query(`VACUUM (ANALYZE) ${searchedTables}`));
    await pool.query(
      `insert into setting (key, value) values ('corpus_hash', $1) on conflict (key) do update set value = excluded.value`,
      [corpusHash],
    );
  } finally {
    await pool.end();
  }
}

/** One line for all works: hundreds of lines would hide the one that matters. */
function summarize(works: readonly FileReport[]): string {
  const sum = (count: (work: Extract<FileReport, { ok: true }>) => number) =>
    works.reduce((total, work) => total + (work.ok ? count(work) : 0), 0);
  return (
    `${works.length} works, ${sum((work) => work.claims)} claims; passages: ` +
    `${sum(({ passages }) => passages.verified + passages.verified_normalized)} verified, ` +
    `${sum(({ passages }) => passages.lost)} lost, ${sum(({ passages }) => passages.not_checkable)} not checkable here`
  );
}

function refuse(lines: readonly string[]): DossierError {
  return new DossierError('invalid_input', {
    what: `A claims file has ${lines.length === 1 ? 'a problem' : `${lines.length} problems`}: ${lines[0]}`,
    mend: 'Correct it; `npm run ingest` lists every problem.',
  });
}

if (import.meta.main) {
  await runCommand(async () => {
    const database = await openDatabase(getEnv(), console.log);
    try {
      await migrateToHead(database.url, console.log);
      await loadCorpus({ databaseUrl: database.url, report: console.log });
    } finally {
      await database.close();
    }
  });
}
