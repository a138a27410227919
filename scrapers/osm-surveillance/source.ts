import { readOsmFile, recognizeOsmFile } from '../core/formats/osm-file.ts';
import type { ScrapeSettings } from '../core/scrape-settings.ts';
import { defineSource, type ParseContext, type Parsed, type Plan, type Snapshot } from '../core/source.ts';
import { confirmObjects } from './confirm.ts';
import { normalizeOsm } from './normalize.ts';
import { readOptions } from './options.ts';
import { fetchArea, planArea } from './overpass.ts';
import { type OsmRaw, toRaw } from './raw-record.ts';
import { fetchDiffs, planDiffs } from './replication.ts';
import { agencyPacks } from './to-rows.ts';

/** The saved files together are the dataset; that volunteers mapped more is said in its description, not by absence. */
function planOsmFiles(settings: ScrapeSettings): Plan {
  const { files } = readOptions(settings);
  return {
    coverage: 'full',
    units: settings.files.map((file, place) => ({
      key: `file:${file}`,
      from: { file },
      hints: { place, ...files[file] },
    })),
  };
}

/** Objects of one file or answer, their tags read. What is no surveillance device is passed over in extracts and refused in selections. */
async function* parseOsm(snapshot: Snapshot, { unit, scrape }: ParseContext): AsyncGenerator<Parsed<OsmRaw>> {
  const { files } = readOptions(scrape);
  const said = 'file' in unit.from ? files[unit.from.file] : undefined;
  const isDiff = (await recognizeOsmFile(snapshot.path, unit.key)) === 'change';
  for await (const entry of readOsmFile(snapshot.path, unit.key, {
    ...(said?.implies ? { implies: said.implies } : {}),
  })) {
    const own = entry.kind === 'object' ? entry.asOf : undefined;
    yield toRaw(entry, said?.asOf ?? own ?? snapshot.fetchedAt.slice(0, 10), isDiff);
  }
}

export const osmSurveillance = defineSource<OsmRaw>({
  id: 'osm-surveillance',
  needs: ['geonames-cities', ...agencyPacks],
  planFiles: planOsmFiles,
  plan: async (context) =>
    readOptions(context.scrape).network === 'diffs' ? planDiffs(context) : planArea(context),
  fetch: (unit, context) =>
    unit.hints?.ask === 'diffs' ? fetchDiffs(unit, context) : fetchArea(unit, context),
  confirm: confirmObjects,
  parse: parseOsm,
  normalize: normalizeOsm,
});
