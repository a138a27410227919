import { layout2020, parseAtlas, toNewestYear } from '../core/formats/eff-atlas-csv.ts';
import { normalizeAtlas } from '../core/formats/eff-atlas-rows.ts';
import { defineSource } from '../core/source.ts';

/** The export of October 2020, from a saved file: what was listed then. It is no earlier state of the live export, whose numbers are others. */
export const effAtlas2020 = defineSource({
  id: 'eff-atlas-2020',
  needs: ['geonames-cities'],
  parse: (snapshot, { dataset }) => parseAtlas(snapshot, layout2020, toNewestYear(dataset)),
  normalize: normalizeAtlas,
});
