import type { ScrapeSettings } from './scrape-settings.ts';
import type { Plan, RowSource } from './source.ts';

/** Units of saved files: the source's own plan, else every file of dataset.yaml, which together are the whole. */
export function planFiles(source: RowSource, settings: ScrapeSettings): Plan {
  if (source.planFiles) return source.planFiles(settings);
  return { coverage: 'full', units: settings.files.map((file) => ({ key: `file:${file}`, from: { file } })) };
}
