import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { capture } from '#lib/captures/capture.ts';
import { getEnv } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { toUserAgent } from '#scrapers/core/http/user-agent.ts';
import { runCommand } from './run-command.ts';

const usage = 'npm run capture -- <file or address> --work work.<slug>';

/** Archives a source privately and prints the entry for “captures” in data/works/<slug>.yaml. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { work: { type: 'string' } },
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
  const today = new Date().toISOString().slice(0, 10);
  const block = await capture(source, {
    dataDir: env.DATA_DIR,
    today,
    // A file is read without asking anybody.
    request: { userAgent: isAddress ? toUserAgent(env) : '' },
  });
  const slug = values.work?.slice('work.'.length);
  console.error(`Kept privately in ${resolve(env.DATA_DIR, 'captures', block.mediaSha256)}`);
  console.error(`For “captures” in data/works/${slug}.yaml:`);
  const entry = { id: `text-${today}`, ...block, archives: [], verifiedOn: today };
  // Quoted: a hash or a date must never be read as a number or a time.
  console.log(stringify([entry], { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN' }));
});
