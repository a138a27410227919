import { z } from 'zod';

/** The properties of a Natural Earth admin-1 feature that we use; the file has about 120. */
export const regionPropertiesSchema = z.looseObject({
  iso_3166_2: z.string(),
  iso_a2: z.string(),
  adm1_code: z.string(),
  admin: z.string(),
  name: z.string().nullable(),
  name_en: z.string().nullish(),
  name_alt: z.string().nullish(),
  name_local: z.string().nullish(),
  type_en: z.string().nullish(),
  wikidataid: z.string().nullish(),
  gn_id: z.number().nullish(),
  latitude: z.number(),
  longitude: z.number(),
});
export type RegionProperties = z.infer<typeof regionPropertiesSchema>;

const code1 = z.string().regex(/^[A-Z]{2}$/);
const code2 = z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/);
export const lookupsSchema = z.strictObject({
  recodeByName: z.array(code1),
  recode: z.record(z.string(), code2),
  country: z.record(
    z.string(),
    z.strictObject({
      country: code1.nullable(),
      region: code2.optional(),
      note: z.string(),
      dispute: z.string().optional(),
    }),
  ),
  territories: z.array(code1),
  parents: z.record(code1, z.strictObject({ parent: code1, inherits: z.boolean() })),
  disputes: z.record(z.string(), z.string()),
});
export type Lookups = z.infer<typeof lookupsSchema>;

/** CLDR's English subdivision names: "uscas" style key without hyphen, in lower case → name. */
export type SubdivisionNames = Readonly<Record<string, string>>;

/** Lower case, without accents, spaces and punctuation: only for comparing names of one country with each other. */
export function foldName(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

export interface RegionCode {
  country: string | null;
  /** ISO 3166-2, or null where ISO gives the area no code of its own. */
  region: string | null;
  note?: string;
  /** True when we replaced the code of the source. */
  recoded: boolean;
}

/**
 * The ISO 3166 codes of one admin-1 feature. Codes that Natural Earth made up (ending in "~") are no ISO codes:
 * such an area belongs to its country only.
 */
export function toRegionCode(
  properties: RegionProperties,
  lookups: Lookups,
  names: SubdivisionNames,
): RegionCode {
  const source = properties.iso_3166_2;
  const fixed = lookups.country[source];
  if (fixed) return { country: fixed.country, region: fixed.region ?? null, note: fixed.note, recoded: true };
  const country = properties.iso_a2;
  if (!/^[A-Z]{2}$/.test(country)) {
    throw new Error(
      `natural-earth: "${source}" (${properties.name}) has no country and no row in lookups.yaml under "country".`,
    );
  }
  const byHand = lookups.recode[source];
  if (byHand) return { country, region: byHand, recoded: true };
  if (!/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(source) || !properties.name)
    return { country, region: null, recoded: false };
  if (lookups.recodeByName.includes(country)) {
    const own = new Set([properties.name, properties.name_en ?? ''].filter(Boolean).map(foldName));
    const listed = names[source.toLowerCase().replace('-', '')];
    if (!listed || !own.has(foldName(listed))) {
      const prefix = country.toLowerCase();
      const hits = Object.entries(names).filter(
        ([key, name]) => key.startsWith(prefix) && own.has(foldName(name)),
      );
      const hit = hits.length === 1 ? hits[0]?.[0] : undefined;
      if (hit) return { country, region: `${country}-${hit.slice(2).toUpperCase()}`, recoded: true };
    }
  }
  return { country, region: source, recoded: false };
}

/** `name_xx` columns → BCP 47 language. */
const languages: Record<string, string> = {
  name_ar: 'ar',
  name_bn: 'bn',
  name_de: 'de',
  name_el: 'el',
  name_en: 'en',
  name_es: 'es',
  name_fa: 'fa',
  name_fr: 'fr',
  name_he: 'he',
  name_hi: 'hi',
  name_hu: 'hu',
  name_id: 'id',
  name_it: 'it',
  name_ja: 'ja',
  name_ko: 'ko',
  name_nl: 'nl',
  name_pl: 'pl',
  name_pt: 'pt',
  name_ru: 'ru',
  name_sv: 'sv',
  name_tr: 'tr',
  name_uk: 'uk',
  name_ur: 'ur',
  name_vi: 'vi',
  name_zh: 'zh-Hans',
  name_zht: 'zh-Hant',
};

/** Names by language as the source prints them; empty columns are left out. */
export function toNames(properties: RegionProperties): Record<string, string> {
  const names: Record<string, string> = {};
  for (const [column, language] of Object.entries(languages)) {
    const value = properties[column];
    if (typeof value === 'string' && value.trim() !== '') names[language] = value.trim();
  }
  return names;
}
