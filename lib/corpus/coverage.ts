import { z } from 'zod';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import { getDb, getPool } from '#lib/db.ts';
import { refSelect, toRef } from '#lib/records/context.ts';

/** What the curated works hold, from the database: it measures us, not surveillance. */
export type CorpusCoverage = {
  totals: {
    works: number;
    claims: number;
    programs: number;
    laws: number;
    cases: number;
    powers: number;
    flows: number;
    unknowns: number;
  };
  /** Each list most frequent first. */
  workKinds: Count[];
  sights: Sight[];
  languages: Count[];
  stances: Count[];
  modalities: Count[];
  grades: Count[];
  /** Countries and territories with anything, in the order of their names. */
  countries: CountryRow[];
  /** Those of which no curated work says anything. */
  missing: EntityRef[];
};
export type Count = { key: string; count: number };
export type Sight = { medium: string; extent: string; form: string; count: number };
export type CountryRow = {
  country: EntityRef;
  programs: number;
  laws: number;
  powers: number;
  claims: number;
  unknowns: number;
};

const counts = z.array(z.object({ key: z.string(), count: z.int() }));
const sights = z.array(
  z.object({ medium: z.string(), extent: z.string(), form: z.string(), count: z.int() }),
);
const countryRows = z.array(
  z.object({
    id: z.string(),
    programs: z.int(),
    laws: z.int(),
    powers: z.int(),
    claims: z.int(),
    unknowns: z.int(),
  }),
);
const totals = z.object({
  works: z.int(),
  claims: z.int(),
  programs: z.int(),
  laws: z.int(),
  cases: z.int(),
  powers: z.int(),
  flows: z.int(),
  unknowns: z.int(),
});

/** Claims that stand, of works that were read. */
const standing = `claim c join work w on w.id = c.work_id where c.review_state <> 'withdrawn'`;

export async function findCorpusCoverage(): Promise<CorpusCoverage> {
  const pool = getPool();
  const ask = async (sql: string) => (await pool.query(sql)).rows;
  const countBy = async (expression: string, from: string) =>
    counts.parse(
      await ask(
        `select ${expression} as key, count(*)::int as count from ${from} group by 1 order by 2 desc, 1`,
      ),
    );
  const read = 'work where claims_file_sha256 is not null';
  const [held, workKinds, languages, stances, modalities, grades, seen, rows, countries] = await Promise.all([
    ask(totalsQuery),
    countBy('kind', read),
    countBy('language', read),
    countBy('c.stance::text', standing),
    countBy('c.modality::text', standing),
    countBy('c.reliability || c.credibility', standing),
    ask(sightsQuery),
    ask(countriesQuery),
    getDb().entity.findMany({
      where: { place: { level: { in: ['country', 'territory'] } } },
      select: refSelect,
      orderBy: { label: 'asc' },
    }),
  ]);
  const byId = new Map(countryRows.parse(rows).map((row) => [row.id, row]));
  const refs = countries.map(toRef);
  return {
    totals: totals.parse(held[0]),
    workKinds,
    sights: sights.parse(seen),
    languages,
    stances,
    modalities,
    grades,
    countries: refs.flatMap((country) => {
      const row = byId.get(country.id);
      return row === undefined ? [] : { ...row, country };
    }),
    missing: refs.filter((country) => !byId.has(country.id)),
  };
}

/** Programs and laws that curated works speak of; a case before a court is counted apart from laws. */
const curated = (kind: string) => `select e.id from entity e where e.kind = '${kind}' and exists
  (select from claim c where c.subject_id = e.id and c.review_state <> 'withdrawn')`;
const cases = `select distinct entity_id as id from fact where predicate like 'case.%'`;

const totalsQuery = `
  select (select count(*)::int from work where claims_file_sha256 is not null) as works,
         (select count(*)::int from ${standing}) as claims,
         (select count(*)::int from (${curated('program')}) p) as programs,
         (select count(*)::int from (${curated('law')}) l where l.id not in (${cases})) as laws,
         (select count(*)::int from (${cases}) k) as cases,
         (select count(*)::int from power) as powers,
         (select count(distinct split_part(id, '-', 1))::int from data_flow where record_id is null) as flows,
         (select count(*)::int from research_state) as unknowns`;

/** The best look at each work: a capture, then a stored copy, a file, a card. */
const sightsQuery = `
  select medium, extent, form, count(*)::int as count from (
    select distinct on (w.id) w.id,
           case when k.id is null then s ->> 'medium' else 'captured' end as medium,
           coalesce(s ->> 'extent', 'whole') as extent, coalesce(s ->> 'form', 'original') as form
      from work w left join capture k on k.work_id = w.id left join lateral jsonb_array_elements(w.seen) s on true
     where w.claims_file_sha256 is not null
     order by w.id, array_position(array['stored_copy', 'shared_file', 'source_card'], s ->> 'medium')
  ) best where medium is not null group by 1, 2, 3 order by 4 desc, 1, 2, 3`;

/** Every place with the country or territory that it lies in. A town lies in a region or right in a country. */
const inCountry = `
  select p.entity_id as place, case
           when p.level in ('country', 'territory') then p.entity_id
           when q.level in ('country', 'territory') then q.entity_id
           else r.entity_id end as country
    from place p left join place q on q.entity_id = p.parent_id left join place r on r.entity_id = q.parent_id`;

const countriesQuery = `
  with located as (${inCountry}),
  program_in as (
    select distinct l.country, v.subject_id as id from coverage v join located l on l.place = v.place_id
     where v.record_id is null and v.relation <> 'excluded' and v.wording <> 'denied' and v.subject_id like 'program.%'),
  law_in as (
    select distinct l.country, f.entity_id as id from fact f join located l on l.place = coalesce(f.value_entity_id, f.value ->> 'place')
     where f.predicate in ('law.jurisdiction', 'law.party', 'law.territorial_scope') and f.wording <> 'denied'
       and f.record_id is null and f.entity_id not in (${cases})),
  said as (
    select distinct l.country, c.claim_id as id from claim_entity c join located l on l.place = c.entity_id
    union select i.country, c.id from program_in i join claim c on c.subject_id = i.id
    union select i.country, c.id from law_in i join claim c on c.subject_id = i.id),
  open as (
    select distinct l.country, u.id from research_state u join located l on l.place in (u.subject_id, u.place_id)
    union select i.country, u.id from program_in i join research_state u on u.subject_id = i.id
    union select i.country, u.id from law_in i join research_state u on u.subject_id = i.id),
  named as (
    select country from program_in union select country from law_in union select country from said union select country from open)
  select n.country as id,
         (select count(*)::int from program_in i where i.country = n.country) as programs,
         (select count(*)::int from law_in i where i.country = n.country) as laws,
         (select count(*)::int from law_in i join power p on p.law_id = i.id where i.country = n.country) as powers,
         (select count(*)::int from said s where s.country = n.country) as claims,
         (select count(*)::int from open o where o.country = n.country) as unknowns
    from named n where n.country is not null`;
