import {
  type AreaRow,
  areaRowSchema,
  countryNamesRowSchema,
  type TownRow,
  townRowSchema,
} from '../places/pack-rows.ts';
import { readLines, readRows } from './read-pack.ts';
import { type Name, type PackSource, recordId, toEntity, toNameRows, toRecord } from './rows.ts';
import type { WorldRow } from './tables.ts';

const toNames = (names: Readonly<Record<string, string>>): Name[] =>
  Object.entries(names).map(([lang, text]) => ({
    text,
    lang,
    kind: lang === 'en' ? 'common' : 'translation',
  }));

/** Countries, territories and regions of Natural Earth. A country's label is CLDR's English name. */
export async function* toAreaRows({ dataset, packs }: PackSource): AsyncGenerator<WorldRow> {
  const labels = new Map<string, string>();
  for await (const { code, names } of readRows(
    'unicode-cldr',
    'countries.jsonl.gz',
    countryNamesRowSchema,
    packs,
  )) {
    if (names.en) labels.set(code, names.en);
  }
  for await (const { row, text } of readLines(dataset.id, 'places.jsonl.gz', areaRowSchema, packs)) {
    const label = row.level === 'region' ? row.label : (labels.get(row.code) ?? row.label);
    yield toRecord(dataset, row.code, text);
    yield* areaToRows(row, label, { dataset, packs });
  }
}

function* areaToRows(row: AreaRow, label: string, { dataset }: PackSource): Generator<WorldRow> {
  const id = `place.${row.code}`;
  const record = recordId(dataset, row.code);
  yield toEntity(dataset, {
    id,
    kind: 'place',
    slug: row.code,
    label,
    lang: 'en',
    externalIds: {
      [row.level === 'region' ? 'iso3166_2' : 'iso3166_1']: row.code,
      ...(row.wikidata ? { wikidata: row.wikidata } : {}),
      ...(row.geonames ? { geonames: String(row.geonames) } : {}),
    },
  });
  yield [
    'place',
    {
      entity_id: id,
      code: row.code,
      level: row.level,
      parent_id: row.parent ? `place.${row.parent}` : null,
      inherits: row.inherits,
      lon: row.lon,
      lat: row.lat,
      bbox: row.bbox,
      dispute: row.dispute,
      record_id: record,
    },
  ];
  const own = toNames(row.names);
  const others = [
    row.alias,
    ...(row.local ?? []),
    own.some(({ text }) => text === row.label) ? undefined : row.label,
  ];
  const seen = new Set(own.map(({ text }) => text));
  const aliases = others.flatMap((text): Name[] => {
    if (!text || seen.has(text)) return [];
    seen.add(text);
    return [{ text, lang: 'und', kind: 'alias' }];
  });
  yield* toNameRows(id, record, [...own, ...aliases]);
}

/** Names of countries in many languages, from CLDR. */
export async function* toCountryNameRows({ dataset, packs }: PackSource): AsyncGenerator<WorldRow> {
  for await (const { row, text } of readLines(
    dataset.id,
    'countries.jsonl.gz',
    countryNamesRowSchema,
    packs,
  )) {
    yield toRecord(dataset, row.code, text);
    const long = Object.entries(row.long ?? {}).map(
      ([lang, name]): Name => ({ text: name, lang, kind: 'alias' }),
    );
    yield* toNameRows(`place.${row.code}`, recordId(dataset, row.code), [
      ...toNames(row.names),
      ...long.filter(({ text: name, lang }) => row.names[lang] !== name),
    ]);
  }
}

/** Towns of GeoNames, inside the region or country whose boundary holds their center. */
export async function* toTownRows({ dataset, packs }: PackSource): AsyncGenerator<WorldRow> {
  for await (const { row, text } of readLines(dataset.id, 'towns.jsonl.gz', townRowSchema, packs)) {
    yield toRecord(dataset, String(row.id), text);
    yield* townToRows(row, { dataset, packs });
  }
}

function* townToRows(row: TownRow, { dataset }: PackSource): Generator<WorldRow> {
  const code = `gn-${row.id}`;
  const id = `place.${code}`;
  const record = recordId(dataset, String(row.id));
  const parent = row.region ?? row.country;
  yield toEntity(dataset, {
    id,
    kind: 'place',
    slug: code,
    label: row.name,
    lang: 'und',
    externalIds: { geonames: String(row.id) },
  });
  yield [
    'place',
    {
      entity_id: id,
      code,
      level: 'town',
      parent_id: parent ? `place.${parent}` : null,
      inherits: true,
      lon: row.lon,
      lat: row.lat,
      population: row.population > 0 ? row.population : null,
      bbox: [],
      record_id: record,
    },
  ];
  yield* toNameRows(id, record, [
    { text: row.name, lang: 'und', kind: 'common' },
    ...(row.alt ? [{ text: row.alt, lang: 'und', kind: 'alias' } satisfies Name] : []),
  ]);
}
