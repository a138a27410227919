import { readRows } from '#lib/datasets/read-pack.ts';
import { areaRowSchema } from '#lib/places/pack-rows.ts';
import type { Source } from '../core/dataset.ts';

/** Languages of the places and sources that the site covers, most readers first; Tibetan and Uyghur for the regions of the first article. */
const languages = [
  'en',
  'zh-Hans',
  'zh-Hant',
  'hi',
  'es',
  'fr',
  'ar',
  'bn',
  'pt',
  'ru',
  'ur',
  'id',
  'de',
  'ja',
  'mr',
  'te',
  'tr',
  'ta',
  'vi',
  'ko',
  'fa',
  'it',
  'th',
  'pl',
  'uk',
  'nl',
  'el',
  'hu',
  'cs',
  'ro',
  'sv',
  'he',
  'fi',
  'da',
  'nb',
  'my',
  'km',
  'am',
  'sw',
  'kk',
  'mn',
  'ug',
  'bo',
];

/** Codes whose long CLDR name says whose they are ("Hong Kong SAR China"): the short name is used, the long one kept beside it. */
const shortNamed = new Set(['HK', 'MO', 'PS']);

/** Names of one country code; a language in which CLDR has no name for it is left out, never filled with another. */
export function toCountryNames(code: string, style: 'short' | 'long'): Record<string, string> {
  const names: Record<string, string> = {};
  for (const language of languages) {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none', style });
    if (display.resolvedOptions().locale.split('-')[0] !== language.split('-')[0]) continue;
    const name = display.of(code);
    if (name) names[language] = name;
  }
  return names;
}

function toRow(code: string) {
  if (!shortNamed.has(code)) return { code, names: toCountryNames(code, 'long') };
  return { code, names: toCountryNames(code, 'short'), long: toCountryNames(code, 'long') };
}

export const unicodeCldr: Source = {
  id: 'unicode-cldr',
  needs: ['natural-earth'],
  async pack({ packs }) {
    const rows: ReturnType<typeof toRow>[] = [];
    for await (const area of readRows('natural-earth', 'places.jsonl.gz', areaRowSchema, packs)) {
      if (area.level !== 'region') rows.push(toRow(area.code));
    }
    const names = rows.reduce((sum, row) => sum + Object.keys(row.names).length, 0);
    return {
      files: [{ name: 'countries.jsonl.gz', kind: 'rows', rows }],
      inputs: [],
      counts: { countries: rows.length, names },
      report: {
        icu: process.versions.icu,
        cldr: process.versions.cldr,
        countries: rows.length,
        names,
        byLanguage: Object.fromEntries(
          languages.map((language) => [language, rows.filter((row) => row.names[language]).length]),
        ),
      },
    };
  },
};
