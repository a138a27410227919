import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type DatasetDescription, datasetSchema, type Hole } from '#lib/datasets/dataset-schema.ts';
import { DossierError } from '#lib/errors.ts';
import { type ScrapeSettings, scrapeSettingsSchema } from './scrape-settings.ts';

const scrapersRoot = join(import.meta.dirname, '..');

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

/** A reference set that only packs need: boundaries, names, towns. What changes upstream is a `RowSource` (source.ts). */
export interface Source {
  id: string;
  /** Packs that must exist before this one. */
  needs: string[];
  pack: (context: PackContext, dataset: DatasetDescription) => Promise<PackResult>;
}

/** A `dataset.yaml`: what the dataset is (kept in its pack), and how its rows come in (`scrape`, not kept there). */
const datasetFileSchema = datasetSchema.extend({ scrape: scrapeSettingsSchema.optional() });

/**
 * Reads and checks `scrapers/<id>/dataset.yaml`.
 *
 * @throws DossierError `invalid_input` with file and key
 */
export function readDatasetFile(
  id: string,
  root = scrapersRoot,
): { dataset: DatasetDescription; scrape: ScrapeSettings | undefined } {
  const path = join(root, id, 'dataset.yaml');
  const refuse = (what: string) =>
    new DossierError('invalid_input', {
      what,
      where: path,
      mend: 'docs/data-packs.md and docs/sources/ say what it must hold.',
    });
  if (!existsSync(path)) throw refuse('The file is missing: every scraper folder declares its dataset there');
  const parsed = datasetFileSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success)
    throw refuse(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  const { scrape, ...dataset } = parsed.data;
  if (dataset.id !== id) throw refuse(`id is "${dataset.id}", the folder says "${id}"`);
  if (dataset.license === 'not stated' && scrape?.hold === undefined)
    throw refuse('license is "not stated", so scrape.hold must say that nothing of it is published');
  return { dataset, scrape };
}

export function readDataset(id: string, root = scrapersRoot): DatasetDescription {
  return readDatasetFile(id, root).dataset;
}

/** Ids of all folders with a `dataset.yaml`, sorted. */
export function findDatasetIds(root = scrapersRoot): string[] {
  return readdirSync(root)
    .filter((name) => existsSync(join(root, name, 'dataset.yaml')))
    .sort();
}

/** Reads a lookup file beside a scraper, checked by the caller's schema. */
export function readLookup(id: string, name: string, root = scrapersRoot): unknown {
  return parse(readFileSync(join(root, id, name), 'utf8'));
}
