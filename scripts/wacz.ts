import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { buildWacz } from '#lib/captures/wacz.ts';
import { claimsFile } from '#lib/claims/file-schema.ts';
import { getEnv } from '#lib/env.ts';
import { DossierError, getErrorCode } from '#lib/errors.ts';
import { runCommand } from './run-command.ts';

const usage = 'npm run wacz -- work.<slug> <file.wacz>';

/** Writes the captures of one work as a WACZ file for replay tools. It holds the full text: for private use. */
await runCommand(async () => {
  const [work = '', target] = process.argv.slice(2);
  const slug = /^(?:work\.)?([a-z0-9-]+)$/.exec(work)?.[1];
  if (slug === undefined || target === undefined)
    throw new DossierError('bad_request', { what: 'A work and a file are needed', mend: usage });
  const env = getEnv();
  const file = claimsFile.parse(parse(await readWork(slug)));
  const folders = { seedDir: env.SEED_DIR, dataDir: env.DATA_DIR };
  const bytes = await buildWacz(file, folders, new Date());
  await writeFile(target, bytes, { mode: 0o600, flag: 'wx' });
  console.log(
    `Wrote ${resolve(target)} (${bytes.length} bytes). It holds the source in full: keep it private.`,
  );
});

async function readWork(slug: string): Promise<string> {
  const path = join(import.meta.dirname, '../data/works', `${slug}.yaml`);
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (getErrorCode(cause) !== 'ENOENT') throw cause;
    throw new DossierError('not_found', {
      what: `There is no claims file of work.${slug}`,
      where: path,
      mend: 'Write the slug of a file in data/works.',
      cause,
    });
  }
}
