import type { SqlClient } from '#lib/postgres/sql.ts';
import { fold } from './fold.ts';

/** Stemmers that come with Postgres (Snowball), by primary language. One that a server lacks is left out. */
const stemmers: Readonly<Record<string, string>> = {
  en: 'english_stem',
  es: 'spanish_stem',
  fr: 'french_stem',
  de: 'german_stem',
  pt: 'portuguese_stem',
  it: 'italian_stem',
  tr: 'turkish_stem',
  ru: 'russian_stem',
  ar: 'arabic_stem',
  hi: 'hindi_stem',
};

/** The languages whose stemmers a text may need: its own, or what its script allows. */
export function toStemmers(text: string, lang: string | undefined): string[] {
  const own = lang?.split('-')[0] ?? 'und';
  if (Object.hasOwn(stemmers, own)) return [own];
  return own === 'und' ? scriptLanguages(text) : [];
}

function scriptLanguages(text: string): string[] {
  if (/\p{Script=Cyrillic}/u.test(text)) return ['ru'];
  if (/\p{Script=Arabic}/u.test(text)) return ['ar'];
  if (/\p{Script=Devanagari}/u.test(text)) return ['hi'];
  return [];
}

/** A query tells no language: every stemmer of its script is asked. */
export function toQueryStemmers(word: string): string[] {
  return /\p{Script=Latin}/u.test(word) ? ['en', 'es', 'fr', 'de', 'pt', 'it', 'tr'] : scriptLanguages(word);
}

export type StemRequest = { word: string; lang: string };

export type Stems = {
  /** Folded stems of a word in a language; empty where the language has none for it. */
  get(request: StemRequest): string[];
  /** True when the language's list of stop words has it (`de`, `the`, `в`). */
  isStop(request: StemRequest): boolean;
};

/** Stems words in one statement. Words must be in lower case. */
export async function findStems(client: SqlClient, requests: readonly StemRequest[]): Promise<Stems> {
  const unique = new Map(requests.map((request) => [toKey(request), request]));
  const list = [...unique.values()];
  const { rows } = await client.query<{ lang: string; word: string; stems: string[] }>(
    `select w.lang, w.word, ts_lexize(d.oid::regdictionary, w.word) as stems
       from unnest($1::text[], $2::text[], $3::text[]) as w (word, lang, stemmer)
       join pg_ts_dict d on d.dictname = w.stemmer and d.dictnamespace = 'pg_catalog'::regnamespace`,
    [
      list.map(({ word }) => word),
      list.map(({ lang }) => lang),
      list.map(({ lang }) => stemmers[lang] ?? ''),
    ],
  );
  const found = new Map<string, { stems: string[]; stop: boolean }>();
  for (const { lang, word, stems } of rows)
    found.set(toKey({ lang, word }), {
      stems: stems.map((stem) => fold(stem, lang)).filter((stem) => stem !== ''),
      stop: stems.length === 0,
    });
  return {
    get: (request) => found.get(toKey(request))?.stems ?? [],
    isStop: (request) => found.get(toKey(request))?.stop ?? false,
  };
}

const toKey = ({ word, lang }: StemRequest) => `${lang} ${word}`;
