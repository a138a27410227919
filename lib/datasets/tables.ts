import type { CopyValue } from './copy-text.ts';

interface TableSpec {
  columns: readonly string[];
  key: readonly string[];
  /** What happens to a row that is there already. */
  merge: string;
}

const replace = (columns: readonly string[], key: readonly string[]) =>
  `DO UPDATE SET ${columns
    .filter((column) => !key.includes(column))
    .map((column) => `"${column}" = excluded."${column}"`)
    .join(', ')}`;

function replacing(key: readonly string[], columns: readonly string[]): TableSpec {
  return { columns, key, merge: replace(columns, key) };
}

const entityColumns = [
  'id',
  'kind',
  'slug',
  'label',
  'label_lang',
  'label_is_working_title',
  'external_ids',
  'declared_by',
];

/** The tables that packs write, in the order in which foreign keys need them. */
export const tables = {
  dataset_record: {
    columns: [
      'id',
      'dataset_id',
      'external_id',
      'version',
      'raw_hash',
      'row_kind',
      'row',
      'first_seen',
      'last_seen',
      'citations',
    ],
    key: ['id'],
    merge: `DO UPDATE SET version = excluded.version, raw_hash = excluded.raw_hash, row_kind = excluded.row_kind, row = excluded.row,
      last_seen = excluded.last_seen,
      citations = excluded.citations, state = 'present', missing_since = NULL`,
  },
  // A body that a reviewed file or an earlier dataset declares keeps that declaration.
  entity: {
    columns: entityColumns,
    key: ['id'],
    merge: `${replace(entityColumns, ['id', 'declared_by'])} WHERE entity.declared_by = excluded.declared_by`,
  },
  entity_name: replacing(
    ['id'],
    ['id', 'entity_id', 'text', 'lang', 'kind', 'folded', 'tokens', 'record_id'],
  ),
  place: replacing(
    ['entity_id'],
    [
      'entity_id',
      'code',
      'level',
      'parent_id',
      'inherits',
      'lon',
      'lat',
      'population',
      'bbox',
      'dispute',
      'record_id',
    ],
  ),
  technology: replacing(['entity_id'], ['entity_id', 'code', 'family', 'explainer', 'crosswalk']),
  organization: {
    columns: ['entity_id', 'org_type', 'place_id'],
    key: ['entity_id'],
    merge: `DO UPDATE SET org_type = coalesce(organization.org_type, excluded.org_type),
      place_id = coalesce(organization.place_id, excluded.place_id)`,
  },
  program: replacing(['entity_id'], ['entity_id', 'scale', 'place_ids', 'technology_ids']),
  fact: replacing(
    ['id'],
    [
      'id',
      'entity_id',
      'predicate',
      'value',
      'value_entity_id',
      'wording',
      'modality',
      'origins',
      'proposition_key',
      'valid',
      'valid_earliest',
      'valid_latest',
      'record_id',
      'position',
    ],
  ),
  data_flow: replacing(
    ['id', 'license'],
    [
      'id',
      'license',
      'from_id',
      'from',
      'to_id',
      'to',
      'categories',
      'kind',
      'basis',
      'legal_basis_state',
      'place_id',
      'wording',
      'modality',
      'valid',
      'valid_earliest',
      'valid_latest',
      'proposition_key',
      'record_id',
    ],
  ),
  contract: replacing(
    ['id'],
    [
      'id',
      'kind',
      'title',
      'buyer_id',
      'supplier_id',
      'place_id',
      'amount',
      'currency',
      'decided_on',
      'decided_earliest',
      'decided_latest',
      'wording',
      'proposition_key',
      'record_id',
    ],
  ),
  measure: replacing(['id'], ['id', 'kind', 'place_id', 'law_id', 'technology_id', 'record_id']),
  device: replacing(
    ['id', 'license'],
    [
      'id',
      'license',
      'dataset_id',
      'record_id',
      'lon',
      'lat',
      'technology_id',
      'technology_ids',
      'bearing',
      'bearings',
      'field_of_view',
      'mount',
      'form',
      'zone',
      'operator_id',
      'manufacturer_id',
      'status',
      'last_confirmed',
      'year',
      'country_id',
      'region_id',
      'town_id',
      'cell',
    ],
  ),
  evidence: {
    columns: ['target', 'target_id', 'source_id', 'record_id', 'role'],
    key: ['target', 'target_id', 'source_id'],
    merge: 'DO NOTHING',
  },
} satisfies Record<string, TableSpec>;

export type TableName = keyof typeof tables;
export type TableRow = Record<string, CopyValue>;
/** One row for one table, as the makers of rows yield it. */
export type WorldRow = [TableName, TableRow];

/** Rows of earlier versions of these records are replaced as a whole: a name or fact that is no longer in the row goes. */
export const replacedByRecord = ['evidence', 'fact', 'entity_name'] as const;
