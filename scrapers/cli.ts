import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findPackIds, packsRoot, readManifest } from '#lib/datasets/read-pack.ts';
import { readDataset } from './core/dataset.ts';
import { writePack } from './core/pack-writer.ts';
import { sources } from './registry.ts';

const usage = `Usage:
  scrape list
  scrape pack <dataset…> | --all [--input ../shared/data] [--downloads .data/downloads]

"pack" reads saved input files and writes data/packs/<dataset>/. It makes no network request.
docs/data-packs.md says which files belong into --input and --downloads.`;

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;

function list(): void {
  const packed = new Set(findPackIds());
  for (const { id } of sources) {
    const dataset = readDataset(id);
    const rows = packed.has(id)
      ? Object.values(readManifest(id).files).reduce((sum, file) => sum + file.rows, 0)
      : 0;
    console.log(
      `${id.padEnd(24)} ${dataset.license.padEnd(28)} ${packed.has(id) ? `${rows} rows` : 'not packed'}  ${dataset.title}`,
    );
  }
}

async function pack(ids: string[], input: string, downloads: string): Promise<void> {
  for (const [index, source] of sources.filter(({ id }) => ids.includes(id)).entries()) {
    const missing = source.needs.filter((id) => !findPackIds().includes(id));
    if (missing.length > 0)
      throw new Error(
        `${source.id} needs the packs ${missing.join(', ')} first: scrape pack ${missing.join(' ')} ${source.id}`,
      );
    const dataset = readDataset(source.id);
    const started = performance.now();
    const say = (message: string) => console.log(`[${index + 1}/${ids.length}] ${source.id}: ${message}`);
    const result = await source.pack({ input, downloads, packs: packsRoot, onProgress: say }, dataset);
    const manifest = writePack(packsRoot, dataset, result);
    const bytes = Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0);
    say(
      `${JSON.stringify(result.counts)} ${megabytes(bytes)} in ${((performance.now() - started) / 1000).toFixed(1)} s`,
    );
  }
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      input: { type: 'string', default: join(import.meta.dirname, '../../shared/data') },
      downloads: { type: 'string', default: join(import.meta.dirname, '../.data/downloads') },
      help: { type: 'boolean', default: false },
    },
  });
  const [command, ...ids] = positionals;
  const unknown = ids.filter((id) => !sources.some((source) => source.id === id));
  if (unknown.length > 0)
    throw new Error(`No dataset ${unknown.join(', ')}. Known: ${sources.map(({ id }) => id).join(', ')}.`);
  if (command === 'list' && !values.help) list();
  else if (command === 'pack' && (values.all || ids.length > 0) && !values.help) {
    await pack(
      values.all ? sources.map(({ id }) => id) : ids,
      resolve(values.input),
      resolve(values.downloads),
    );
  } else {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
