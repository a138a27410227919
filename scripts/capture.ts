import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { capture } from '#lib/captures/capture.ts';
import { openPool } from '#lib/db.ts';
import { type Env, getEnv } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { migrateToHead, openDatabase } from '#lib/postgres/open-database.ts';
import { verifyAllPassages } from '#lib/works/verify-all.ts';
import { toUserAgent } from '#scrapers/core/http/user-agent.ts';
import { archiveAddress, stampCapture } from './archive-address.ts';
import { runCommand } from './run-command.ts';

const usage =
  'npm run capture -- <file or address> --work work.<slug> [--address <where the file was found>] [--ocr eng+fra] [--no-archive]';

/**
 * Archives a source privately and prints the entry for “captures” in data/works/<slug>.yaml. Afterwards, and whatever comes of it, the
 * timestamp authority and the public archives are asked, and the passages of the database are looked for again.
 */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      work: { type: 'string' },
      address: { type: 'string' },
      ocr: { type: 'string' },
      'no-archive': { type: 'boolean' },
    },
  });
  const [source] = positionals;
  if (source === undefined || !/^work\.[a-z0-9-]+$/.test(values.work ?? '')) {
    throw new DossierError('bad_request', {
      what: 'A source and the id of its work are needed',
      mend: usage,
    });
  }
  const env = getEnv();
  const isAddress = source.includes('://');
  const address = isAddress ? source : values.address;
  const today = new Date().toISOString().slice(0, 10);
  const block = await capture(source, {
    dataDir: env.DATA_DIR,
    today,
    // A file is read without asking anybody.
    request: { userAgent: isAddress ? toUserAgent(env) : '' },
    ...(address === undefined ? {} : { address }),
    ...(values.ocr === undefined ? {} : { ocrLanguages: values.ocr }),
  });
  const slug = values.work?.slice('work.'.length);
  console.error(`Kept privately in ${resolve(env.DATA_DIR, 'captures', block.mediaSha256)}`);
  console.error(`For “captures” in data/works/${slug}.yaml:`);
  const entry = { id: `text-${today}`, ...block, archives: [], verifiedOn: today };
  // Quoted: a hash or a date must never be read as a number or a time.
  console.log(stringify([entry], { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN' }));
  await stampCapture(block.mediaSha256, env);
  await verifyHere(env);
  if (address !== undefined && values['no-archive'] !== true) await archiveAddress(address, env);
});

/** Looks for the passages again where this installation has a database: a new copy may be the one that was missing. */
async function verifyHere(env: Env): Promise<void> {
  if (env.DATABASE_URL === undefined && !existsSync(join(env.DATA_DIR, 'postgres'))) return;
  const database = await openDatabase(env, (line) => console.error(line));
  const pool = openPool(database.url, 'ingest');
  try {
    await migrateToHead(database.url);
    const folders = { seedDir: env.SEED_DIR, dataDir: env.DATA_DIR };
    const { counts } = await verifyAllPassages(pool, folders, 'capture');
    console.error(
      `Passages: ${counts.verified + counts.verified_normalized} verified, ${counts.lost} lost, ${counts.not_checkable} not checkable here`,
    );
  } finally {
    await pool.end();
    await database.close();
  }
}
