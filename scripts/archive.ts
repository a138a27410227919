import { parseArgs } from 'node:util';
import { getEnv } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { archiveAddress, stampCapture } from './archive-address.ts';
import { runCommand } from './run-command.ts';

const usage = 'npm run archive -- <address> [--capture <mediaSha256>]';

/** Asks the public archives again for a copy of an address, and the timestamp authority about a capture. Exit code 3: worth asking again. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { capture: { type: 'string' } },
  });
  const [address] = positionals;
  const isHash = values.capture === undefined || /^[0-9a-f]{64}$/.test(values.capture);
  if (address === undefined || !/^https?:\/\//.test(address) || !isHash)
    throw new DossierError('bad_request', { what: 'The address of a source is needed', mend: usage });
  const env = getEnv();
  if (values.capture !== undefined) await stampCapture(values.capture, env);
  if (await archiveAddress(address, env)) process.exitCode = 3;
});
