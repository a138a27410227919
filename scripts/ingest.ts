import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type FileReport, ingestFiles } from '#lib/claims/ingest.ts';
import { formatProblem } from '#lib/claims/problem.ts';
import { findWorkFiles } from '#lib/corpus/read-works.ts';
import { openPool } from '#lib/db.ts';
import { loadEntities } from '#lib/entities/load.ts';
import { getEnv } from '#lib/env.ts';
import { migrateToHead, openDatabase } from '#lib/postgres/open-database.ts';
import { recordVerification } from '#lib/works/recheck-passages.ts';
import { runCommand } from './run-command.ts';

const dataFolder = resolve(import.meta.dirname, '../data');

/**
 * `npm run ingest -- [files…] [--withdraw "reason"]`: brings claims files (all of data/works without arguments) into the
 * database. Every problem is printed with file, line and mend; a file with a problem writes nothing.
 */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { withdraw: { type: 'string' } },
  });
  const paths = positionals.length > 0 ? positionals : findWorkFiles(dataFolder);
  const env = getEnv();
  const database = await openDatabase(env, (line) => console.error(line));
  const pool = openPool(database.url, 'ingest');
  try {
    await migrateToHead(database.url);
    await loadEntities(pool, { dataFolder });
    const reports = await ingestFiles(pool, paths, {
      seedDir: env.SEED_DIR,
      dataDir: env.DATA_DIR,
      dataFolder,
      ...(values.withdraw === undefined ? {} : { withdrawReason: values.withdraw }),
    });
    await recordVerification(pool, 'ingest');
    for (const report of reports) printReport(report);
    if (reports.some((report) => !report.ok)) process.exitCode = 1;
  } finally {
    await pool.end();
    await database.close();
  }
});

function printReport(report: FileReport): void {
  if (!report.ok) {
    for (const problem of report.problems) console.error(formatProblem(problem));
    console.error(`${report.path}: ${report.problems.length} problem(s), nothing written`);
    return;
  }
  const { passages } = report;
  const checked = `${passages.verified + passages.verified_normalized} passages verified, ${passages.lost} lost, ${passages.not_checkable} not checkable here`;
  const outcome =
    report.changed === 0
      ? 'nothing changed'
      : `${report.changed} rows changed, ${report.withdrawn} withdrawn`;
  console.log(`${report.path}: ${report.claims} claims, ${outcome}; ${checked}`);
  for (const id of report.lost) console.log(`  lost: ${id}`);
}
