import { createHash } from 'node:crypto';
import { awardRowSchema, awardTotalRowSchema } from '../contracts/pack-rows.ts';
import { deviceRowSchema } from '../devices/pack-row.ts';
import { parseEdtf } from '../edtf.ts';
import { measureRowSchema } from '../measures/pack-row.ts';
import { agencyRowSchema, deploymentRowSchema, sharingRowSchema } from '../organizations/pack-rows.ts';
import { fold, tokens } from '../search/fold.ts';
import { JsonValue } from './copy-text.ts';
import type { DatasetDescription } from './dataset-schema.ts';
import type { WorldRow } from './tables.ts';

/** What the makers of rows need to know of the pack that they read. */
export interface PackSource {
  dataset: DatasetDescription;
  packs: string;
}

/** Rows that come from scrapers, by kind, and the schema of each. Their lines are kept, so that the next run can be compared with them. */
export const rowSchemas = {
  agency: agencyRowSchema,
  deployment: deploymentRowSchema,
  device: deviceRowSchema,
  sharing: sharingRowSchema,
  award: awardRowSchema,
  award_total: awardTotalRowSchema,
  measure: measureRowSchema,
};
export type RowKind = keyof typeof rowSchemas;

/** File of a pack that holds the rows of a kind, in the order in which foreign keys need them. */
export const rowFiles = {
  agency: 'agencies.jsonl.gz',
  deployment: 'deployments.jsonl.gz',
  device: 'devices.jsonl.gz',
  sharing: 'sharing.jsonl.gz',
  award: 'awards.jsonl.gz',
  award_total: 'award-totals.jsonl.gz',
  measure: 'measures.jsonl.gz',
} as const satisfies Record<RowKind, string>;

export const rowKinds = [
  'agency',
  'deployment',
  'device',
  'sharing',
  'award',
  'award_total',
  'measure',
] as const satisfies readonly RowKind[];

export const recordId = (dataset: DatasetDescription, externalId: string) => `${dataset.id}:${externalId}`;

/** SHA-256 of a row's line in its pack, without the line end: `raw_hash`. */
export const hashLine = (line: string) => createHash('sha256').update(line).digest('hex');

/** The record of one packed row; `kind` for rows that scrapers bring in, whose line is kept. */
export function toRecord(
  dataset: DatasetDescription,
  externalId: string,
  line: string,
  kind?: RowKind,
  citations?: readonly unknown[],
): WorldRow {
  return [
    'dataset_record',
    {
      id: recordId(dataset, externalId),
      dataset_id: dataset.id,
      external_id: externalId,
      version: dataset.version,
      raw_hash: hashLine(line),
      row_kind: kind ?? null,
      row: kind === undefined ? null : line,
      first_seen: dataset.retrievedOn,
      last_seen: dataset.retrievedOn,
      citations: citations && citations.length > 0 ? new JsonValue(citations) : null,
    },
  ];
}

export interface Name {
  text: string;
  /** BCP 47; "und" where the dataset does not say. */
  lang: string;
  kind: 'official' | 'common' | 'translation' | 'alias' | 'acronym' | 'working_title';
}

/** One row a name; `record` is what it rests on. */
export function toNameRows(entityId: string, record: string, names: readonly Name[]): WorldRow[] {
  return names.map(
    ({ text, lang, kind }, index): WorldRow => [
      'entity_name',
      {
        id: `${entityId}|${record}|${index}`,
        entity_id: entityId,
        text,
        lang,
        kind,
        folded: fold(text, lang),
        tokens: tokens(text, lang),
        record_id: record,
      },
    ],
  );
}

export interface EntityHead {
  id: string;
  kind: 'organization' | 'place' | 'program' | 'technology';
  slug: string;
  label: string;
  lang: string;
  workingTitle?: boolean;
  externalIds?: Record<string, string>;
}

export function toEntity(dataset: DatasetDescription, head: EntityHead): WorldRow {
  return [
    'entity',
    {
      id: head.id,
      kind: head.kind,
      slug: head.slug,
      label: head.label,
      label_lang: head.lang,
      label_is_working_title: head.workingTitle ?? false,
      external_ids: new JsonValue(head.externalIds ?? {}),
      declared_by: dataset.id,
    },
  ];
}

/**
 * A fact that rests on one dataset record, with its row of evidence. `value` is a claim object (lib/claims/object-schema.ts).
 *
 * @param valid EDTF: the day that the record speaks of, where it names one
 */
export function toFactRows(
  record: string,
  entityId: string,
  predicate: string,
  value: FactValue,
  position = 0,
  valid?: string,
): WorldRow[] {
  const key = toValueKey(value);
  const days = valid === undefined ? undefined : parseEdtf(valid);
  const id = `${record}|${entityId}|${predicate}|${key}`;
  return [
    [
      'fact',
      {
        id,
        entity_id: entityId,
        predicate,
        value: new JsonValue(value),
        value_entity_id: value.type === 'entity' ? value.id : null,
        wording: 'unverified_dataset',
        modality: 'fact',
        origins: 1,
        proposition_key: `${entityId}|${predicate}|${key}`,
        valid: days?.edtf ?? null,
        valid_earliest: days?.earliestDay ?? null,
        valid_latest: days?.latestDay ?? null,
        record_id: record,
        position,
      },
    ],
    ['evidence', { target: 'fact', target_id: id, source_id: record, record_id: record, role: 'supports' }],
  ];
}

export type FactValue =
  | { type: 'entity'; id: string }
  | { type: 'term'; vocabulary: string; code: string; raw?: string }
  | { type: 'quantity'; value: string; unit: string; approximate: false };

function toValueKey(value: FactValue): string {
  if (value.type === 'entity') return value.id;
  return value.type === 'term' ? value.code : `${value.value} ${value.unit}`;
}
