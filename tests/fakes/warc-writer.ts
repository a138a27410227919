import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPool } from '#lib/db.ts';
import { AnswerArchive } from '#scrapers/core/http/answer-archive.ts';
import { stageBytes } from '#scrapers/core/snapshots.ts';

// A worker that keeps one answer after another until it is killed, and says the place of each. Arguments: connection string, DATA_DIR.

const [url = '', dataDir = ''] = process.argv.slice(2);
const pool = openPool(url, 'ingest');
const archive = new AnswerArchive({
  pool,
  dataDir,
  datasetId: 'test-set',
  userAgent: 'PublicDossier/0 (test)',
});
const address = 'https://site.example/page';
for (let index = 0; ; index += 1) {
  // Hard to compress, so that an append takes a while.
  const body = Buffer.concat(
    Array.from({ length: 8_000 }, (_, part) =>
      createHash('sha256').update(`${process.pid} ${index} ${part}`).digest(),
    ),
  );
  const staged = await stageBytes(
    dataDir,
    (async function* () {
      yield body;
    })(),
  );
  const received = {
    kind: 'received' as const,
    url: new URL(address),
    status: 200,
    headers: {},
    staged,
    block: undefined,
  };
  const asked = { ask: { method: 'GET' as const, headers: {} }, unitKey: 'page', url: address };
  const { warc, snapshot } = await archive.keep(received, asked, new Date('2026-11-26T10:00:00Z'));
  // Written at once: what stands here was promised.
  writeFileSync(join(dataDir, `${process.pid}.places`), `${warc} ${snapshot.sha256}\n`, { flag: 'a' });
}
