import { z } from 'zod';
import { claimObject } from '#lib/claims/object-schema.ts';
import type { EntityRef, Piece } from '#lib/claims/rich-text.ts';
import { toSentence } from '#lib/claims/sentence.ts';
import { type Wording, wordings } from '#lib/claims/wording.ts';
import { getPool } from '#lib/db.ts';
import { parseEdtf } from '#lib/edtf.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { loadContext } from '#lib/records/context.ts';
import { getPredicates } from '#lib/records/vocabulary.ts';

export const entriesPerPage = 200;

export type TimelineFilter = {
  /** Code of a place: what is tied to it or to a place inside it. */
  place?: string | undefined;
  kind?: 'program' | 'law' | undefined;
  /** Part of a name of the program or law. */
  who?: string | undefined;
};

export type TimelineEntry = {
  id: string;
  /** Year of the first day that the date may mean; null for a date open at its beginning. */
  year: number | null;
  /** The date in words, as exact as its source. */
  date: string;
  subject: EntityRef;
  sentence: Piece[];
  wording: Wording;
  /** Claims behind it. */
  claims: { id: string; href: string }[];
};

const row = z.object({
  id: z.string(),
  entity: z.string(),
  predicate: z.string(),
  value: claimObject,
  place: z.string().nullable(),
  wording: z.enum(wordings),
  date: z.string(),
  claims: z.array(z.string()),
});

/**
 * What is told to have happened to systems and laws, the latest first: stages, dates, decisions and territories that
 * carry a date of their own. Denials are no events and stand on the pages of their records.
 */
export async function findTimeline(
  filter: TimelineFilter,
  page: number,
  client: SqlClient = getPool(),
): Promise<{ entries: TimelineEntry[]; total: number }> {
  const predicates = getPredicates();
  const dated = Object.keys(predicates).filter((key) => isDated(key, predicates[key]?.question));
  const values = [
    dated,
    filter.kind ?? null,
    filter.place === undefined ? null : `place.${filter.place}`,
    filter.who === undefined || filter.who === '' ? null : `%${filter.who.replace(/[\\%_]/g, '\\$&')}%`,
  ];
  const [counted, found] = await Promise.all([
    client.query<{ total: number }>(`select count(*)::int as total from (${events}) as held`, values),
    client.query(
      `${events} order by earliest desc nulls last, s.label, f.position, f.id limit ${entriesPerPage} offset $5`,
      [...values, (page - 1) * entriesPerPage],
    ),
  ]);
  const rows = z.array(row).parse(found.rows);
  const context = await loadContext(rows.flatMap(({ entity, value, place }) => [entity, value, place]));
  return {
    total: counted.rows[0]?.total ?? 0,
    entries: rows.map(({ id, entity, predicate, value, place, wording, date, claims }) => {
      const subject = context.entity(entity);
      const template = predicates[predicate]?.template ?? '{subject}: {object}';
      const where = place === null ? undefined : context.entity(place);
      return {
        id,
        year: toYear(date),
        date: context.date(date),
        subject,
        sentence: toSentence(template, subject, value, context, where),
        wording,
        claims: claims.map((claim) => ({ id: claim, href: `/claims/${claim}` })),
      };
    }),
  };
}

function isDated(key: string, question: string | undefined): boolean {
  return question === 'when' || /^(law|program)\.(status|territorial_scope)$/.test(key);
}

/** A value that is a date is the event; else the time for which the fact is told is. */
const when = `case when f.value ->> 'type' = 'date' then f.value ->> 'edtf' else f.valid end`;
const events = `
  select f.id, f.entity_id as entity, f.predicate, f.value, f.place_id as place, f.wording, ${when} as date,
         coalesce(f.valid_earliest::text, ${when}) as earliest,
         coalesce((select array_agg(e.claim_id order by e.claim_id) from evidence e
           where e.target = 'fact' and e.target_id = f.id and e.role = 'supports' and e.claim_id is not null), '{}') as claims
    from fact f join entity s on s.id = f.entity_id
    left join program g on g.entity_id = s.id left join law l on l.entity_id = s.id
   where f.predicate = any($1) and f.wording <> 'denied' and ${when} is not null
     and s.kind in ('program', 'law') and s.merged_into_id is null and g.scale is distinct from 'deployment'
     and ($2::text is null or s.kind::text = $2)
     and ($3::text is null or l.jurisdiction_id = $3 or l.jurisdiction_id like $3 || '-%'
       or exists (select 1 from coverage c where c.subject_id = s.id and (c.place_id = $3 or c.place_id like $3 || '-%')))
     and ($4::text is null or exists (select 1 from entity_name n where n.entity_id = s.id and n.text ilike $4) or s.label ilike $4)`;

function toYear(edtf: string): number | null {
  const { earliestDay, latestDay } = parseEdtf(edtf);
  const day = earliestDay ?? latestDay;
  return day === null ? null : Number(day.slice(0, 4));
}
