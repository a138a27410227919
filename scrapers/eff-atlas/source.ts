import { z } from 'zod';
import { layoutLive, parseAtlas } from '../core/formats/eff-atlas-csv.ts';
import { normalizeAtlas } from '../core/formats/eff-atlas-rows.ts';
import { defineSource } from '../core/source.ts';

const optionsSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }) });

/**
 * The export that the Atlas offers today: one file with everything it lists. A number that a later export no longer has was withdrawn upstream:
 * the export is the publisher's only complete list, so there is nobody else to ask.
 */
export const effAtlas = defineSource({
  id: 'eff-atlas',
  needs: ['geonames-cities'],
  plan: async ({ scrape }) => ({
    coverage: 'full',
    units: [{ key: 'export', from: { request: { url: optionsSchema.parse(scrape.options).url } } }],
  }),
  parse: (snapshot) => parseAtlas(snapshot, layoutLive, Number(snapshot.fetchedAt.slice(0, 4))),
  normalize: normalizeAtlas,
  confirm: async (keys) => new Map(keys.map((key) => [key, 'gone_upstream' as const])),
});
