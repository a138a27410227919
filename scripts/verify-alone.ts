import { DossierError } from '#lib/errors.ts';
import { runCommand } from './run-command.ts';
import { readVerifyArguments, verifyTarget } from './verify-target.ts';

/** What `docs/verify/verify.mjs` is made of: the verifier of exports and proofs, for a machine that has Node and nothing else. */
await runCommand(async () => {
  const input = readVerifyArguments();
  if (input.target === undefined)
    throw new DossierError('bad_request', {
      what: 'Name an export folder or a proof',
      mend: 'node verify.mjs <folder or file> [--vkey <key or file>]… [--since <checkpoint>] [--json]',
    });
  await verifyTarget(input.target, input);
});
