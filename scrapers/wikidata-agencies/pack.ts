import { join } from 'node:path';
import { z } from 'zod';
import { readRows } from '#lib/datasets/read-pack.ts';
import type { AgencyRow } from '#lib/organizations/pack-rows.ts';
import { countryNamesRowSchema } from '#lib/places/pack-rows.ts';
import type { Source } from '../core/dataset.ts';
import { readInput } from '../core/input.ts';

const collectionSchema = z.object({
  features: z.array(
    z.object({
      properties: z.strictObject({
        id: z.string(),
        name: z.string().min(1),
        kind: z.enum(['law-enforcement', 'intelligence']),
        country: z.string(),
        wikidata: z.string().regex(/\/entity\/Q\d+$/),
      }),
    }),
  ),
});

/** Names of present states that differ from CLDR's English ones. Former states (Prussia, Russian Empire …) stay without a country. */
const otherNames: Record<string, string> = {
  "People's Republic of China": 'CN',
  Turkey: 'TR',
  'Ivory Coast': 'CI',
  'Czech Republic': 'CZ',
  Myanmar: 'MM',
  'The Gambia': 'GM',
  'Democratic Republic of the Congo': 'CD',
  'Kingdom of the Netherlands': 'NL',
  'Bosnia and Herzegovina': 'BA',
  'São Tomé and Príncipe': 'ST',
};

export const wikidataAgencies: Source = {
  id: 'wikidata-agencies',
  needs: ['unicode-cldr'],
  async pack({ input, packs }) {
    const path = join(input, 'programs/wikidata-agencies.geojson.gz');
    const { features } = collectionSchema.parse(JSON.parse(readInput(path)));
    const codes = new Map(Object.entries(otherNames));
    for await (const { code, names } of readRows(
      'unicode-cldr',
      'countries.jsonl.gz',
      countryNamesRowSchema,
      packs,
    )) {
      if (names.en) codes.set(names.en, code);
    }
    const unnamed: string[] = [];
    const withoutCountry: string[] = [];
    const rows = features.flatMap(({ properties }): AgencyRow[] => {
      const id = properties.wikidata.slice(properties.wikidata.lastIndexOf('/') + 1);
      if (/^Q\d+$/.test(properties.name)) {
        unnamed.push(id);
        return [];
      }
      const place = codes.get(properties.country) ?? null;
      if (!place) withoutCountry.push(`${id} ${properties.name}: "${properties.country}"`);
      return [
        {
          key: `wd-${id.toLowerCase()}`,
          ids: [id],
          name: properties.name,
          lang: 'en',
          aliases: [],
          type: properties.kind === 'intelligence' ? 'intelligence_agency' : null,
          typeRaw: properties.kind,
          place,
          wikidata: id,
        },
      ];
    });
    rows.sort((a, b) => (a.key < b.key ? -1 : 1));
    return {
      files: [{ name: 'agencies.jsonl.gz', kind: 'rows', rows }],
      inputs: [path],
      counts: { agencies: rows.length },
      report: { read: features.length, agencies: rows.length, droppedWithoutName: unnamed, withoutCountry },
    };
  },
};
