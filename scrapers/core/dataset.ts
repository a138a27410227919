import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type DatasetDescription, datasetSchema, type Hole } from '#lib/datasets/dataset-schema.ts';

/** A step of packing that can be shown to whoever waits. */
export interface PackContext {
  /** Folder with the original input files (see docs/data-packs.md). */
  input: string;
  /** Folder with unpacked third-party packages that some datasets need as input. */
  downloads: string;
  /** Folder of the packs: earlier packs are the gazetteer of later ones. */
  packs: string;
  onProgress: (message: string) => void;
}

/** One file of a pack: JSON lines (`rows`) or one JSON document. */
export type PackFile =
  | { name: string; kind: 'rows'; rows: readonly unknown[] }
  | { name: string; kind: 'document'; document: unknown; rows: number };

export interface PackResult {
  files: PackFile[];
  /** Exact counts of what was read, kept, merged and dropped, and why. */
  report: Record<string, unknown>;
  /** Input files that the rows came from, for their hashes. */
  inputs: string[];
  /** Counts that dataset.yaml's `expect` is held against. */
  counts: Record<string, number>;
  /** Holes with the places found inside them; without it the holes of dataset.yaml stand. */
  holes?: Hole[];
}

export interface Source {
  id: string;
  /** Packs that must exist before this one. */
  needs: string[];
  pack: (context: PackContext, dataset: DatasetDescription) => Promise<PackResult>;
}

/** Reads and checks `scrapers/<id>/dataset.yaml`. Throws with file and key. */
export function readDataset(id: string, root = join(import.meta.dirname, '..')): DatasetDescription {
  const path = join(root, id, 'dataset.yaml');
  if (!existsSync(path))
    throw new Error(`${path} is missing: every scraper folder declares its dataset there.`);
  const parsed = datasetSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    throw new Error(
      `${path}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
    );
  }
  if (parsed.data.id !== id) throw new Error(`${path}: id is "${parsed.data.id}", the folder says "${id}".`);
  return parsed.data;
}

/** Reads a lookup file beside a scraper, checked by the caller's schema. */
export function readLookup(id: string, name: string, root = join(import.meta.dirname, '..')): unknown {
  return parse(readFileSync(join(root, id, name), 'utf8'));
}
