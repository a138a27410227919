import type { Pool } from 'pg';
import { type EntityEntry, toKind } from '#lib/claims/entity-schema.ts';
import { logEntities } from '#lib/log/record-changes.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { withTransaction } from '#lib/postgres/transaction.ts';
import { fold, tokens } from '#lib/search/fold.ts';
import { readEntities } from './read-entities.ts';

type LoadOptions = {
  /** The repository's `data` folder. */
  dataFolder: string;
  actor?: string;
  at?: Date;
};

/**
 * Brings data/entities into the database in one transaction with its ledger entries. Entities that the files no longer hold stay:
 * ids are permanent. Loading the same files again changes nothing.
 *
 * @returns how many entities changed
 */
export async function loadEntities(pool: Pool, options: LoadOptions): Promise<number> {
  const entries = readEntities(options.dataFolder);
  return withTransaction(pool, async (client) => {
    const changed = await writeEntities(client, entries);
    await writeKindRows(client, entries);
    await writeWorkingTitles(client, entries);
    await logEntities(client, {
      actor: options.actor ?? 'editor:curation',
      reason: 'Curated entities declared',
      at: options.at ?? new Date(),
    });
    return changed;
  });
}

async function writeEntities(client: SqlClient, entries: readonly EntityEntry[]): Promise<number> {
  const { rowCount } = await client.query(
    `INSERT INTO entity (id, kind, slug, label, label_lang, label_is_working_title, external_ids, identity_withheld, declared_by)
     SELECT id, kind, slug, label, label_lang, working_title, external_ids, withheld, 'curated'
       FROM jsonb_to_recordset($1::jsonb) AS row (id text, kind entity_kind, slug text, label text, label_lang text,
         working_title bool, external_ids jsonb, withheld bool)
     ON CONFLICT (id) DO UPDATE SET
       slug = excluded.slug, label = excluded.label, label_lang = excluded.label_lang,
       label_is_working_title = excluded.label_is_working_title, identity_withheld = excluded.identity_withheld,
       -- What datasets know under other numbers stays.
       external_ids = entity.external_ids || excluded.external_ids, declared_by = 'curated'
     WHERE (entity.slug, entity.label, entity.label_lang, entity.label_is_working_title, entity.identity_withheld,
            entity.external_ids, entity.declared_by)
       IS DISTINCT FROM (excluded.slug, excluded.label, excluded.label_lang, excluded.label_is_working_title,
            excluded.identity_withheld, entity.external_ids || excluded.external_ids, 'curated')`,
    [
      JSON.stringify(
        entries.map((entry) => ({
          id: entry.id,
          kind: toKind(entry.id),
          slug: entry.slug,
          label: entry.label,
          label_lang: entry.labelLang,
          working_title: entry.workingTitle,
          external_ids: entry.externalIds,
          withheld: entry.identityWithheld,
        })),
      ),
    ],
  );
  return rowCount ?? 0;
}

async function writeKindRows(client: SqlClient, entries: readonly EntityEntry[]): Promise<void> {
  const of = (prefix: string) => JSON.stringify(entries.filter((entry) => entry.id.startsWith(`${prefix}.`)));
  await client.query(
    `INSERT INTO program (entity_id, scale, place_ids, technology_ids)
     SELECT id, scale, '{}', '{}' FROM jsonb_to_recordset($1::jsonb) AS row (id text, scale program_scale)
     ON CONFLICT (entity_id) DO UPDATE SET scale = excluded.scale WHERE program.scale <> excluded.scale`,
    [of('program')],
  );
  await client.query(
    `INSERT INTO organization (entity_id, org_type, place_id)
     SELECT id, "orgType", jurisdiction FROM jsonb_to_recordset($1::jsonb) AS row (id text, "orgType" text, jurisdiction text)
     ON CONFLICT (entity_id) DO UPDATE SET org_type = coalesce(excluded.org_type, organization.org_type),
       place_id = coalesce(excluded.place_id, organization.place_id)
     WHERE (organization.org_type, organization.place_id)
       IS DISTINCT FROM (coalesce(excluded.org_type, organization.org_type), coalesce(excluded.place_id, organization.place_id))`,
    [of('org')],
  );
  await client.query(
    `INSERT INTO person (entity_id, public_role, place_id)
     SELECT id, coalesce("publicRole", ''), jurisdiction FROM jsonb_to_recordset($1::jsonb) AS row (id text, "publicRole" text, jurisdiction text)
     ON CONFLICT (entity_id) DO UPDATE SET public_role = excluded.public_role, place_id = excluded.place_id
     WHERE (person.public_role, person.place_id) IS DISTINCT FROM (excluded.public_role, excluded.place_id)`,
    [of('person')],
  );
  await client.query(
    `INSERT INTO law (entity_id, jurisdiction_id)
     SELECT id, jurisdiction FROM jsonb_to_recordset($1::jsonb) AS row (id text, jurisdiction text)
     ON CONFLICT (entity_id) DO UPDATE SET jurisdiction_id = excluded.jurisdiction_id
     WHERE law.jurisdiction_id IS DISTINCT FROM excluded.jurisdiction_id`,
    [of('law')],
  );
}

/** A working title is ours and rests on no source; it is here so that search finds what no source names. */
async function writeWorkingTitles(client: SqlClient, entries: readonly EntityEntry[]): Promise<void> {
  const titles = entries
    .filter((entry) => entry.workingTitle)
    .map((entry) => ({
      id: `working-title.${entry.id}`,
      entity_id: entry.id,
      text: entry.label,
      lang: entry.labelLang,
      folded: fold(entry.label, entry.labelLang),
      tokens: tokens(entry.label, entry.labelLang),
    }));
  await client.query(
    `DELETE FROM entity_name WHERE kind = 'working_title' AND starts_with(id, 'working-title.') AND id <> ALL ($1::text[])`,
    [titles.map((title) => title.id)],
  );
  await client.query(
    `INSERT INTO entity_name (id, entity_id, text, lang, kind, folded, tokens)
     SELECT id, entity_id, text, lang, 'working_title', folded, tokens
       FROM jsonb_to_recordset($1::jsonb) AS row (id text, entity_id text, text text, lang text, folded text, tokens text[])
     ON CONFLICT (id) DO UPDATE SET text = excluded.text, lang = excluded.lang, folded = excluded.folded, tokens = excluded.tokens
     WHERE (entity_name.text, entity_name.lang, entity_name.folded, entity_name.tokens)
       IS DISTINCT FROM (excluded.text, excluded.lang, excluded.folded, excluded.tokens)`,
    [JSON.stringify(titles)],
  );
}
