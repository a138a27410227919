import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { claimsFileJsonSchema } from '#lib/claims/json-schema.ts';
import { runCommand } from './run-command.ts';

const path = resolve(import.meta.dirname, '../data/schemas/claims-file.schema.json');

/** Writes the JSON Schema of claims files, for editors that complete and check YAML. A test says whether it is current. */
await runCommand(async () => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, claimsFileJsonSchema());
  console.log(`Wrote ${path}`);
});
