import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { runCommand } from './run-command.ts';

const root = resolve(import.meta.dirname, '..');
export const bundlePath = resolve(root, 'docs/verify/verify.mjs');

/** The text of `docs/verify/verify.mjs`: scripts/verify-alone.ts with all that it imports, in one readable file. */
export async function bundleVerifier(): Promise<string> {
  const bundle = await rolldown({
    input: resolve(root, 'scripts/verify-alone.ts'),
    cwd: root,
    platform: 'node',
    logLevel: 'warn',
  });
  const { output } = await bundle.generate({ format: 'esm', minify: false });
  await bundle.close();
  const [file, more] = output;
  const foreign = file.imports.filter((name) => !name.startsWith('node:'));
  if (more !== undefined || foreign.length > 0)
    throw new Error(`The verifier does not stand alone: it imports ${foreign.join(', ') || 'another file'}`);
  return `${toHead()}${file.code}`;
}

/** Whose code it is: licenses ask for that in every copy. */
function toHead(): string {
  const zod = readFileSync(resolve(root, 'node_modules/zod/LICENSE'), 'utf8').trim();
  const lines = [
    'Checks an export or a proof of Public Dossier with nothing but Node 20.12 or newer:',
    '',
    '  node verify.mjs <export folder> [--vkey <key or file>]… [--since <checkpoint>] [--json]',
    '  node verify.mjs <file.tlog-proof> --vkey <key or file> [--json]',
    '',
    'Written by `node scripts/bundle-verifier.ts` from scripts/verify-alone.ts; do not edit. A test says when it is out of date.',
    '',
    'Public Dossier and canonicalize: Apache License 2.0, https://www.apache.org/licenses/LICENSE-2.0. Zod:',
    '',
    ...zod.split('\n'),
  ];
  return `/*\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}

if (import.meta.main) {
  await runCommand(async () => {
    writeFileSync(bundlePath, await bundleVerifier());
    console.log(`Wrote ${bundlePath}`);
  });
}
