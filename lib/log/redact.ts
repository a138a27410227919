import type pg from 'pg';
import { DossierError } from '#lib/errors.ts';
import { appendLog, type LogHead } from './append.ts';
import { findLeftovers, findTexts } from './leftovers.ts';

export type Redaction = {
  /** Together, where several records said the same thing. */
  records: {
    kind: string;
    id: string;
    /** Versions to take out; without it, every one before the newest content. */
    versions?: number[] | undefined;
  }[];
  /** Pseudonym, e.g. `editor:curation`. */
  actor: string;
  /** Public, and part of the log for good: a code or a sentence that repeats nothing of the content. */
  reason: string;
  at: Date;
  /** Further texts that must not stay anywhere. */
  texts?: string[] | undefined;
  /** Keys of the content whose text may stay in other records: `license`, `title`. */
  keep?: string[] | undefined;
};

export type RedactionReport = {
  redacted: { kind: string; id: string; versions: number[] }[];
  head: LogHead;
  /** How many different texts were looked for. */
  texts: number;
};

type Version = { version: number; op: string; content: string | null };
type Plan = { kind: string; id: string; versions: number[]; texts: Map<string, string> };

/**
 * Takes the content of versions of records out of the log, and makes sure that what only they said stands in no row of the
 * database any more. Run it inside a transaction of the owner, after the records themselves were changed or removed and that change
 * was logged; afterwards `VACUUM FULL`, or the deleted rows stay readable in the data files.
 *
 * @throws DossierError `not_found` without such a record, `invalid_input` when there is nothing to take out, `conflict` when a row
 * still holds the text (named, but not repeated)
 */
export async function redactRecords(client: pg.ClientBase, redaction: Redaction): Promise<RedactionReport> {
  const plans: Plan[] = [];
  for (const record of redaction.records) plans.push(await planRedaction(client, record));
  const changes = plans.map(({ kind, id, versions }) => ({
    recordKind: kind,
    recordId: id,
    op: 'redact' as const,
    actor: redaction.actor,
    reason: redaction.reason,
    content: { redacts: versions },
  }));
  const head = await appendLog(client, changes, redaction.at);
  if (head === undefined)
    throw new DossierError('invalid_input', { what: 'No record was named', mend: 'Give kind and id.' });
  const texts = new Map(
    plans.flatMap((plan) => [...plan.texts]).filter(([, key]) => redaction.keep?.includes(key) !== true),
  );
  for (const text of redaction.texts ?? []) texts.set(text, 'text');
  const leftovers = await findLeftovers(client, texts);
  if (leftovers.length > 0) {
    const places = leftovers.slice(0, 10).map(({ table, row, key }) => `${table} ${row} (${key})`);
    throw new DossierError('conflict', {
      what: 'Nothing was redacted: what the content said still stands elsewhere',
      where:
        leftovers.length > places.length
          ? `${places.join('; ')} and ${leftovers.length - places.length} more`
          : places.join('; '),
      mend: 'Take it out of them and ingest again, or redact them together; where a text is no secret, allow it with --keep and the key in brackets.',
    });
  }
  return {
    redacted: plans.map(({ kind, id, versions }) => ({ kind, id, versions })),
    head,
    texts: texts.size,
  };
}

async function planRedaction(client: pg.ClientBase, record: Redaction['records'][number]): Promise<Plan> {
  const { kind, id } = record;
  const where = `${kind} ${id}`;
  const present = await readVersions(client, kind, id);
  if (present.length === 0) {
    throw new DossierError('not_found', {
      what: 'The log holds no such record',
      where,
      mend: 'Give kind and id as /log shows them.',
    });
  }
  const contents = present.filter(({ op }) => op !== 'redact');
  const newest = contents.at(-1)?.version ?? 0;
  const wanted = new Set(record.versions);
  const taken = contents.filter(
    ({ version, content }) =>
      content !== null && (record.versions === undefined ? version < newest : wanted.has(version)),
  );
  if (taken.length === 0 || (record.versions !== undefined && taken.length !== wanted.size)) {
    throw new DossierError('invalid_input', {
      what: 'There is no content to take out of these versions',
      where,
      mend: 'Change or remove the record first and ingest it, so that its newest version no longer holds the content.',
    });
  }
  return { kind, id, versions: taken.map(({ version }) => version), texts: collectTexts(present, taken) };
}

/** What the versions to be taken out said, and no version of the record that stays. */
function collectTexts(present: Version[], taken: Version[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { content } of taken) {
    for (const [text, key] of findTexts(JSON.parse(content ?? 'null'))) texts.set(text, key);
  }
  for (const { content } of present.filter((version) => !taken.includes(version))) {
    for (const text of findTexts(JSON.parse(content ?? 'null')).keys()) texts.delete(text);
  }
  return texts;
}

async function readVersions(client: pg.ClientBase, kind: string, id: string): Promise<Version[]> {
  const { rows } = await client.query<Version>(
    `select e.version, e.entry::jsonb ->> 'op' as op, c.content from log_entry e left join log_content c on c.index = e.index
      where e.record_kind = $1 and e.record_id = $2 order by e.version`,
    [kind, id],
  );
  return rows;
}
