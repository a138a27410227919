import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { computeRecordRoot } from '#lib/datasets/record-root.ts';
import { writeExport } from '#lib/exports/write-export.ts';
import { appendLog } from '#lib/log/append.ts';
import { LedgerFolder } from '#lib/log/ledger-folder.ts';
import { logEntities, logWork } from '#lib/log/record-changes.ts';
import { publishCheckpoint } from '#lib/log/sequencer.ts';
import type { NoteSigner } from '#lib/log/signed-note.ts';
import { withConnection } from '#lib/postgres/connect.ts';

export type LedgerSample = {
  /** Holds everything below; remove it when done. */
  folder: string;
  /** Two exports of one log, the second some hundred entries later. */
  older: string;
  newer: string;
  /** The keys of the log: what only its operator has. */
  signers: NoteSigner[];
};

const at = (minute: number) => new Date(Date.UTC(2026, 10, 26, 10, minute));
const questions = 90;

/**
 * Two exports of a small invented log with everything that an export can hold: records changed and withdrawn, a dataset, a
 * redaction, a full tile beside partial ones.
 *
 * @param databaseUrl a migrated, empty database
 */
export async function makeLedgerSample(databaseUrl: string): Promise<LedgerSample> {
  const folder = mkdtempSync(join(tmpdir(), 'public-dossier-ledger-'));
  const ledger = new LedgerFolder(join(folder, 'data'));
  const publish = () => withConnection(databaseUrl, (own) => publishCheckpoint(own, ledger));
  return withConnection(databaseUrl, async (client) => {
    const input = { findLicenseText: () => undefined, publish };
    await change(client, 0, insertRecords);
    await change(client, 1, loadDataset);
    await writeExport(client, { ...input, folder: join(folder, 'older') });
    for (let minute = 2; minute < 6; minute += 1) {
      await change(client, minute, async () => {
        await client.query(
          `update research_state set question = question || ' Or ' || $1 || ' – где?' where (right(id, 1))::int % 2 = $1 % 2`,
          [minute],
        );
      });
    }
    await change(client, 6, async () => {
      await client.query(`delete from research_state where id like 'sample.u8_'`);
    });
    await change(client, 7, async () => {
      const content = { redacts: [1] };
      const record = {
        recordKind: 'unknown',
        recordId: 'sample.u80',
        actor: 'editor:curation',
        reason: 'privacy',
      };
      await appendLog(client, [{ ...record, op: 'redact', content }], at(7));
    });
    await writeExport(client, { ...input, folder: join(folder, 'newer') });
    const signers = ledger.readSigners();
    return { folder, older: join(folder, 'older'), newer: join(folder, 'newer'), signers };
  });
}

async function change(
  client: pg.Client,
  minute: number,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  await client.query('begin');
  await work(client);
  const by = { actor: 'editor:curation', reason: `change ${minute}`, at: at(minute) };
  await logEntities(client, by);
  await logWork(client, { workId: 'work.sample', slug: 'sample', ...by });
  await client.query('commit');
}

async function insertRecords(client: pg.Client): Promise<void> {
  await client.query(`insert into entity (id, kind, slug, label, label_lang, declared_by)
    select 'program.p' || n, 'program', 'p' || n, 'Program ' || n, 'en', 'curated' from generate_series(1, 6) as n`);
  await client.query(`insert into work (id, slug, kind, title, title_lang, language, license, access)
    values ('work.sample', 'sample', 'article', 'A sample', 'en', 'en', 'all rights reserved', 'open')`);
  await client.query(
    `insert into research_state (id, work_id, subject_id, question, state, by, "on")
     select 'sample.u' || lpad(n::text, 2, '0'), 'work.sample', 'program.p' || (1 + n % 6), 'Does number ' || n || ' "run"?', 'not_researched',
            'editor:curation', '2026-11-26' from generate_series(0, $1::int - 1) as n`,
    [questions],
  );
}

async function loadDataset(client: pg.Client): Promise<void> {
  await client.query(`insert into dataset (id, title, publisher, license, attribution, wording, tier, retrieved_on, version, sha256, row_count)
    values ('osm', 'OSM', 'OSM', 'ODbL-1.0', '© OSM', 'mapped', 'community', '2026-11', '1', 'x', 9)`);
  await client.query(`insert into dataset_record (id, dataset_id, external_id, version, raw_hash, first_seen, last_seen)
    select 'osm:' || n, 'osm', n::text, '1', md5(n::text), '2026-11', '2026-11' from generate_series(1, 9) as n`);
  await client.query(`insert into device (id, license, dataset_id, record_id, lon, lat, status, cell)
    select 'node/' || n, 'ODbL-1.0', 'osm', 'osm:' || n, 24.9 + n / 1000.0, 60.2, 'operational', n from generate_series(1, 9) as n`);
  const { rows, root: merkleRoot } = await computeRecordRoot(client, 'osm');
  const content = { rows, merkleRoot, dataset: 'osm', version: '1' };
  const record = { recordKind: 'dataset', recordId: 'osm', actor: 'loader:packs', reason: 'load' };
  await appendLog(client, [{ ...record, op: 'load', content }], at(1));
}
