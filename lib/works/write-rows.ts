import type { SqlClient } from '#lib/postgres/sql.ts';
import type { Row, WorkRows } from './work-rows.ts';

type Table = {
  key: readonly string[];
  /** Column → Postgres type, as `jsonb_to_recordset` wants it. Columns that are not listed belong to somebody else. */
  columns: Readonly<Record<string, string>>;
};

const tables: Readonly<Record<keyof WorkRows, Table>> = {
  work: {
    key: ['id'],
    columns: {
      id: 'text',
      slug: 'text',
      kind: 'text',
      title: 'text',
      title_lang: 'text',
      publisher_id: 'text',
      publisher_name: 'text',
      authors: 'jsonb',
      published_on: 'text',
      published_earliest: 'date',
      published_latest: 'date',
      url: 'text',
      language: 'text',
      license: 'text',
      access: 'text',
      identified: 'bool',
      seen: 'jsonb',
      cited_by_work_id: 'text',
      note: 'text',
      claims_file_sha256: 'text',
      word_count: 'int',
    },
  },
  capture: {
    key: ['id'],
    columns: {
      id: 'text',
      work_id: 'text',
      captured_on: 'text',
      method: 'text',
      source_name: 'text',
      media_type: 'text',
      media_sha256: 'text',
      byte_length: 'int',
      text_sha256: 'text',
      text_length: 'int',
      extractor: 'text',
      normalizer_version: 'text',
      http_status: 'int',
      archives: 'jsonb',
      verified_on: 'text',
    },
  },
  passage: {
    key: ['id'],
    columns: {
      id: 'text',
      work_id: 'text',
      capture_id: 'text',
      start: 'int',
      end: 'int',
      exact_sha256: 'text',
      normalized_sha256: 'text',
      normalized_length: 'int',
      occurrence: 'int',
      occurrences: 'int',
      phrase: 'text',
      translation: 'jsonb',
      verified_on: 'text',
      verified_copy_sha256: 'text',
    },
  },
  claim: {
    key: ['id'],
    columns: {
      id: 'text',
      work_id: 'text',
      position: 'int',
      subject_id: 'text',
      predicate: 'text',
      object: 'jsonb',
      place_id: 'text',
      stance: 'stance',
      modality: 'modality',
      act: 'text',
      speaker: 'jsonb',
      chain: 'jsonb',
      said_on: 'text',
      said_inferred: 'bool',
      valid: 'text',
      valid_earliest: 'date',
      valid_latest: 'date',
      valid_inferred: 'bool',
      says: 'text',
      origin_key: 'text',
      proposition_key: 'text',
      reliability: 'bpchar',
      credibility: 'int',
      grade_reason: 'text',
      review_state: 'review_state',
      withdrawn_reason: 'text',
      note: 'text',
    },
  },
  claim_passage: {
    key: ['claim_id', 'passage_id'],
    columns: { claim_id: 'text', passage_id: 'text', role: 'text', position: 'int' },
  },
  claim_entity: {
    key: ['claim_id', 'entity_id', 'role'],
    columns: { claim_id: 'text', entity_id: 'text', role: 'text' },
  },
  claim_link: {
    key: ['id'],
    columns: { id: 'text', from_id: 'text', to_id: 'text', kind: 'link_kind', by: 'text', note: 'text' },
  },
  inference: {
    key: ['id'],
    columns: {
      id: 'text',
      work_id: 'text',
      subject_id: 'text',
      predicate: 'text',
      object: 'jsonb',
      says: 'text',
      reason: 'text',
      by: 'text',
      on: 'text',
    },
  },
  inference_premise: {
    key: ['inference_id', 'claim_id'],
    columns: { inference_id: 'text', claim_id: 'text' },
  },
  research_state: {
    key: ['id'],
    columns: {
      id: 'text',
      work_id: 'text',
      subject_id: 'text',
      predicate: 'text',
      place_id: 'text',
      question: 'text',
      state: 'unknown_state',
      by: 'text',
      searched: 'text',
      on: 'text',
      note: 'text',
    },
  },
};

/** Parents before children, as the foreign keys want it. */
export const tableOrder: readonly (keyof WorkRows)[] = [
  'work',
  'capture',
  'passage',
  'claim',
  'claim_passage',
  'claim_entity',
  'claim_link',
  'inference',
  'inference_premise',
  'research_state',
];

/** Inserts what is new and updates what differs; a row that is the same already is not touched. Returns how many changed. */
export async function writeRows(
  client: SqlClient,
  table: keyof WorkRows,
  rows: readonly Row[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const { key, columns } = tables[table];
  const names = Object.keys(columns).map(quote);
  const types = Object.entries(columns).map(([name, type]) => `${quote(name)} ${type}`);
  const others = Object.keys(columns).filter((name) => !key.includes(name));
  const update =
    others.length === 0
      ? 'DO NOTHING'
      : `DO UPDATE SET ${others.map((name) => `${quote(name)} = excluded.${quote(name)}`).join(', ')}
         WHERE (${others.map((name) => `${table}.${quote(name)}`).join(', ')})
           IS DISTINCT FROM (${others.map((name) => `excluded.${quote(name)}`).join(', ')})`;
  const { rowCount } = await client.query(
    `INSERT INTO ${table} (${names.join(', ')})
     SELECT ${names.join(', ')} FROM jsonb_to_recordset($1::jsonb) AS row (${types.join(', ')})
     ON CONFLICT (${key.map(quote).join(', ')}) ${update}`,
    [JSON.stringify(rows)],
  );
  return rowCount ?? 0;
}

function quote(name: string): string {
  return `"${name}"`;
}
