import { parseEdtf } from '../edtf.ts';
import { defaultLocale, getMessages } from '../messages/catalog.ts';
import { formatCount } from '../messages/format.ts';
import type { AgencyRow, DeploymentRow, SharingRow } from '../organizations/pack-rows.ts';
import { JsonValue } from './copy-text.ts';
import { toMetricRows } from './metric-rows.ts';
import type { RowContext } from './record-rows.ts';
import { type Name, recordId, toEntity, toFactRows, toNameRows, toRecord } from './rows.ts';
import type { WorldRow } from './tables.ts';

/** A body that a dataset names, with its kind and territory where it tells. */
export function* toAgencyRows(
  row: AgencyRow,
  line: string,
  { dataset, bodies }: RowContext,
): Generator<WorldRow> {
  const id = bodies.agency(row.key, row.wikidata);
  const externalId = `agency/${row.ids[0]}`;
  const record = recordId(dataset, externalId);
  const curated = bodies.curated(id);
  yield toRecord(dataset, externalId, line, 'agency');
  yield toEntity(dataset, {
    id,
    kind: 'organization',
    slug: curated?.slug ?? row.key,
    label: curated?.label ?? row.name,
    lang: curated?.labelLang ?? row.lang,
    externalIds: row.wikidata ? { wikidata: row.wikidata } : {},
  });
  yield [
    'organization',
    { entity_id: id, org_type: row.type, place_id: row.place ? `place.${row.place}` : null },
  ];
  yield* toNameRows(id, record, [
    { text: row.name, lang: row.lang, kind: 'common' },
    ...row.aliases.map((alias): Name => ({ text: alias, lang: row.lang, kind: 'alias' })),
  ]);
  if (row.type) {
    const raw = row.typeRaw ? { raw: row.typeRaw } : {};
    yield* toFactRows(record, id, 'org.type', {
      type: 'term',
      vocabulary: 'organization-types',
      code: row.type,
      ...raw,
    });
  }
  if (row.place)
    yield* toFactRows(record, id, 'org.jurisdiction', { type: 'entity', id: `place.${row.place}` }, 1);
}

/** A deployment: a program of one agency, counted apart from systems. Its label is ours. */
export function* toDeploymentRows(
  row: DeploymentRow,
  line: string,
  context: RowContext,
): Generator<WorldRow> {
  const { dataset, bodies } = context;
  const slug = `${slugPrefixes[dataset.id] ?? dataset.id}-${row.id.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  const id = `program.${slug}`;
  const record = recordId(dataset, row.id);
  const technology = context.technologies[row.technology];
  if (!technology)
    throw new Error(
      `${dataset.id}: ${row.id}: technology ${row.technology} is not in data/vocabularies/technologies.yaml.`,
    );
  const label = `${technology.label}: ${context.agencies.get(row.agency)?.name ?? row.agency}`;
  yield toRecord(dataset, row.id, line, 'deployment', row.citations);
  yield toEntity(dataset, {
    id,
    kind: 'program',
    slug,
    label,
    lang: 'en',
    workingTitle: true,
    externalIds: { [slugPrefixes[dataset.id] ?? dataset.id]: row.id },
  });
  yield [
    'program',
    {
      entity_id: id,
      scale: 'deployment',
      place_ids: [
        ...(row.region ? [`place.${row.region}`] : []),
        ...(row.town ? [`place.gn-${row.town}`] : []),
      ],
      technology_ids: [`tech.${row.technology}`],
    },
  ];
  yield* toNameRows(id, record, [{ text: label, lang: 'en', kind: 'working_title' }]);
  yield* toFactRows(record, id, 'program.technology', { type: 'entity', id: `tech.${row.technology}` }, 0);
  yield* toFactRows(record, id, 'program.operator', { type: 'entity', id: bodies.agency(row.agency) }, 1);
  for (const [index, vendor] of row.vendors.entries()) {
    yield* toFactRows(record, id, 'program.vendor', { type: 'entity', id: bodies.vendor(vendor) }, 2 + index);
  }
  if (row.metrics) yield* toMetricRows(record, id, row.metrics, 2 + row.vendors.length);
}

/** What the addresses of a dataset's deployments begin with, where it is not the dataset's id. Addresses are never changed. */
const slugPrefixes: Readonly<Record<string, string>> = { 'eff-atlas-2020': 'atlas' };

/** Data that one body gives to another, or to a pool of bodies that are counted and not named, as the row's source lists it. Nobody has researched the legal basis. */
export function* toSharingRows(row: SharingRow, line: string, context: RowContext): Generator<WorldRow> {
  const { dataset, bodies } = context;
  const day = parseEdtf(row.on ?? dataset.asOf);
  const from = bodies.agency(row.from);
  const to = row.to === undefined ? undefined : bodies.agency(row.to);
  const record = recordId(dataset, row.id);
  const place = context.agencies.get(row.from)?.place;
  yield toRecord(dataset, row.id, line, 'sharing');
  yield [
    'data_flow',
    {
      id: record,
      license: dataset.license,
      from_id: from,
      from: new JsonValue({ entity: from }),
      to_id: to ?? null,
      to: new JsonValue(to === undefined ? { pool: toPoolText(row.pool) } : { entity: to }),
      categories: ['license_plates'],
      kind: 'access',
      basis: row.basis ?? 'declared',
      legal_basis_state: 'not_researched',
      place_id: place ? `place.${place}` : null,
      wording: 'unverified_dataset',
      modality: 'fact',
      valid: day.edtf,
      valid_earliest: day.earliestDay,
      valid_latest: day.latestDay,
      proposition_key: `${from}|access|license_plates|${to ?? 'pool'}`,
      record_id: record,
    },
  ];
  yield [
    'evidence',
    { target: 'data_flow', target_id: record, source_id: record, record_id: record, role: 'supports' },
  ];
}

/** The pool in words: it is a party, and parties are text where they are no body. */
function toPoolText(size: number | undefined): string {
  if (size === undefined) throw new Error('a sharing row names neither a body nor the size of a pool');
  return formatCount(size, getMessages().sentences.pool, defaultLocale);
}
