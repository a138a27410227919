import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import type { DatasetDescription, PackManifest } from '#lib/datasets/dataset-schema.ts';
import type { PackFile, PackResult } from './dataset.ts';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/** gzip whose bytes depend on the content alone: no time stamp, and the same OS byte on every system. */
export function gzipSteady(text: string): Buffer {
  const bytes = gzipSync(text, { level: constants.Z_BEST_COMPRESSION });
  bytes.fill(0, 4, 8);
  bytes[9] = 255;
  return bytes;
}

function encode(file: PackFile): { text: string; rows: number } {
  if (file.kind === 'document') return { text: `${JSON.stringify(file.document)}\n`, rows: file.rows };
  return { text: file.rows.map((row) => `${JSON.stringify(row)}\n`).join(''), rows: file.rows.length };
}

/**
 * Writes `data/packs/<id>/`: the files, `pack.yaml`, `report.json`, `LICENSE` and `ATTRIBUTION`.
 * The same input gives the same bytes.
 * @throws Error when a count leaves the range that dataset.yaml expects.
 */
export function writePack(packs: string, dataset: DatasetDescription, result: PackResult): PackManifest {
  for (const [name, range] of Object.entries(dataset.expect)) {
    const count = result.counts[name];
    if (count === undefined)
      throw new Error(
        `${dataset.id}: dataset.yaml expects a count "${name}" that the scraper does not report.`,
      );
    if (count < range.min || count > range.max) {
      throw new Error(
        `${dataset.id}: ${name} is ${count}, expected ${range.min}–${range.max}. Check the input, or dataset.yaml "expect".`,
      );
    }
  }
  const folder = join(packs, dataset.id);
  if (existsSync(folder)) rmSync(folder, { recursive: true });
  mkdirSync(folder, { recursive: true });
  const files: PackManifest['files'] = {};
  for (const file of [...result.files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { text, rows } = encode(file);
    const bytes = gzipSteady(text);
    writeFileSync(join(folder, file.name), bytes);
    files[file.name] = { rows, bytes: bytes.length, sha256: sha256(bytes) };
  }
  const manifest: PackManifest = {
    dataset: result.holes ? { ...dataset, holes: result.holes } : dataset,
    sha256: sha256(
      Object.entries(files)
        .map(([name, file]) => `${name} ${file.sha256}\n`)
        .join(''),
    ),
    inputs: result.inputs.map((path) => ({ name: basename(path), sha256: sha256(readFileSync(path)) })),
    files,
  };
  writeFileSync(join(folder, 'pack.yaml'), stringify(manifest, { lineWidth: 0 }));
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(result.report, null, 2)}\n`);
  writeFileSync(
    join(folder, 'LICENSE'),
    `The rows in this folder are licensed under: ${dataset.license}\n${dataset.licenseUrl ? `${dataset.licenseUrl}\n` : ''}They keep this license wherever they are copied to; it is not the license of the program code.\n`,
  );
  writeFileSync(
    join(folder, 'ATTRIBUTION'),
    `${dataset.attribution}\nSource: ${dataset.homepage}\nTaken from: ${dataset.origin}\n`,
  );
  return manifest;
}
