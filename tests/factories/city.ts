import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { packsRoot } from '#lib/datasets/read-pack.ts';
import { citySource } from '#scrapers/core/adapters/city-source.ts';
import { readDataset } from '#scrapers/core/dataset.ts';
import { toFileSnapshot } from '#scrapers/core/file-snapshot.ts';
import { type ScrapeSettings, scrapeSettingsSchema } from '#scrapers/core/scrape-settings.ts';
import type { Draft, Located, RowSource, Snapshot, WorkUnit } from '#scrapers/core/source.ts';

export interface CityRows {
  drafts: Draft[];
  refused: { unit: string; at: string; reason: string; detail?: string }[];
  /** "field: value" */
  unmatched: string[];
  counts: Record<string, number>;
}

/** Settings around an adapter, in a box around Trafford unless they bring their own. */
export const toCitySettings = (settings: object): ScrapeSettings =>
  scrapeSettingsSchema.parse({
    keyStability: 'publisher',
    bounds: { bbox: [-2.55, 53.3, -2.2, 53.52] },
    ...settings,
  });

/** `parse` and `normalize` over units with their bytes, in this process. */
export async function readCityUnits(
  source: RowSource,
  scrape: ScrapeSettings,
  units: readonly { unit: WorkUnit; snapshots: readonly Snapshot[] }[],
): Promise<CityRows> {
  const dataset = readDataset('city-trafford');
  const rows: CityRows = { drafts: [], refused: [], unmatched: [], counts: {} };
  const records: Located<unknown>[] = [];
  for (const { unit, snapshots } of units) {
    for (const [page, snapshot] of snapshots.entries()) {
      for await (const parsed of source.parse(snapshot, { dataset, scrape, unit })) {
        const where = {
          unit: unit.key,
          at: snapshots.length > 1 ? `page ${page + 1}, ${parsed.at}` : parsed.at,
        };
        if ('reason' in parsed) rows.refused.push({ ...parsed, ...where });
        // Raw records cross a process border as JSON.
        else records.push({ ...where, raw: JSON.parse(JSON.stringify(parsed.raw)) });
      }
    }
  }
  const normalized = await source.normalize(records, {
    dataset,
    scrape,
    packs: packsRoot,
    units: new Map(units.map(({ unit }) => [unit.key, unit])),
    notes: {
      refuse: ({ unit, at }, refusal) => rows.refused.push({ unit, at, ...refusal }),
      unmatched: (field, value) => rows.unmatched.push(`${field}: ${value}`),
      count: (what, by = 1) => {
        rows.counts[what] = (rows.counts[what] ?? 0) + by;
      },
    },
  });
  return { ...rows, drafts: normalized.drafts };
}

/** Files by name → what the settings make of them. */
export async function readCityFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  settings: object,
): Promise<CityRows> {
  const folder = mkdtempSync(join(tmpdir(), 'public-dossier-city-'));
  try {
    const scrape = toCitySettings({ files: Object.keys(files), ...settings });
    const source = citySource('city-test', scrape);
    const units = [];
    for (const unit of source.planFiles?.(scrape).units ?? []) {
      const file = 'file' in unit.from ? unit.from.file : '';
      const path = join(folder, basename(file));
      writeFileSync(path, files[file] ?? '');
      units.push({ unit, snapshots: [await toFileSnapshot(path)] });
    }
    return await readCityUnits(source, scrape, units);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
