import { z } from 'zod';
import { powerActions, scopeRelations } from '#lib/claims/object-schema.ts';
import { wordings } from '#lib/claims/wording.ts';
import { getPool } from '#lib/db.ts';
import { findStages } from '#lib/laws/queries.ts';
import { readDispute } from '#lib/places/dispute-note.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { getOutlines } from './outlines.ts';
import { programStages, type ToldStage } from './program-state.ts';
import { readSpan } from './read-span.ts';
import {
  type Statement,
  type Thematic,
  type ThematicLaw,
  type ThematicPlace,
  type ThematicProgram,
  type ThematicUnknown,
  thematicSchema,
} from './schema.ts';

/**
 * The document of the thematic map. Systems, laws with their stages and powers, what is known to be unknown, and devices
 * by year; deployments of single agencies only as a number, because they would drown the national systems.
 *
 * @param today ISO day
 */
export async function getThematic(today: string, client: SqlClient = getPool()): Promise<Thematic> {
  const [subjects, statements, stages, since, powers, unknowns] = await Promise.all([
    findSubjects(client),
    findStatements(client),
    findProgramStages(client),
    findBeginnings(client),
    findPowers(client),
    findUnknowns(client),
  ]);
  const laws = subjects.filter((row) => row.kind === 'law');
  const legal = await findStages(laws.map((row) => row.id));
  const places = await findPlaces(client, [
    ...[...statements.values()].flat().map((one) => one.place),
    ...unknowns.map((one) => one.place),
    ...laws.flatMap((row) => row.jurisdiction ?? []),
  ]);
  return thematicSchema.parse({
    today,
    places,
    programs: subjects
      .filter((row) => row.kind === 'program')
      .map(
        (row): ThematicProgram => ({
          kind: 'program',
          ...toHead(row),
          statements: (statements.get(row.id) ?? []).map((one) => withBeginning(one, since.get(row.id))),
          stages: stages.get(row.id) ?? [],
          technologies: row.technologies,
        }),
      ),
    laws: laws.map(
      (row): ThematicLaw => ({
        kind: 'law',
        ...toHead(row),
        statements: withJurisdiction(statements.get(row.id) ?? [], row.jurisdiction),
        stages: (legal.get(row.id) ?? []).map((stage) => ({ ...stage, edtf: stage.edtf ?? null })),
        powers: powers.get(row.id) ?? [],
      }),
    ),
    unknowns,
  });
}

const subjectRow = z.object({
  id: z.string(),
  kind: z.enum(['program', 'law']),
  slug: z.string(),
  label: z.string(),
  label_lang: z.string(),
  working_title: z.boolean(),
  technologies: z.array(z.string()),
  jurisdiction: z.string().nullable(),
});
type SubjectRow = z.infer<typeof subjectRow>;

async function findSubjects(client: SqlClient): Promise<SubjectRow[]> {
  const { rows } = await client.query(
    `select s.id, s.kind, s.slug, s.label, s.label_lang, s.label_is_working_title as working_title, j.code as jurisdiction,
            coalesce((select array_agg(substr(t, 6) order by t) from unnest(g.technology_ids) t), '{}') as technologies
       from entity s
       left join program g on g.entity_id = s.id
       left join law l on l.entity_id = s.id
       left join place j on j.entity_id = l.jurisdiction_id
      where s.merged_into_id is null and (s.kind = 'law' or (s.kind = 'program' and g.scale = 'system'))
      order by s.label, s.id`,
  );
  return z.array(subjectRow).parse(rows);
}

function toHead(row: SubjectRow) {
  return {
    slug: row.slug,
    label: row.label,
    labelLang: row.label_lang,
    workingTitle: row.working_title,
  };
}

/** A law applies where it is the law, unless something more exact is told of that place. */
function withJurisdiction(statements: Statement[], jurisdiction: string | null): Statement[] {
  if (jurisdiction === null || statements.some((one) => one.place === jurisdiction)) return statements;
  return [
    ...statements,
    { place: jurisdiction, relation: 'applies', wording: 'documented', span: null, toldOn: null },
  ];
}

/** ISO day of the first source behind a row: of its claims, or of the premises of an inference. */
const toldOn = (target: string, id: string) => `(
  select min(w.published_latest)::text from evidence e
    left join inference_premise i on i.inference_id = e.inference_id
    join claim k on k.id = coalesce(e.claim_id, i.claim_id)
    join work w on w.id = k.work_id
   where e.target = '${target}' and e.target_id = ${id} and e.role = 'supports')`;

async function findStatements(client: SqlClient): Promise<Map<string, Statement[]>> {
  const { rows } = await client.query(
    `select c.subject_id as subject, p.code as place, c.relation, c.wording, c.valid, ${toldOn('coverage', 'c.id')} as told_on
       from coverage c join place p on p.entity_id = c.place_id
       left join program g on g.entity_id = c.subject_id
      where g.scale is distinct from 'deployment'
      order by c.subject_id, p.code, c.relation, c.id`,
  );
  const row = z.object({
    subject: z.string(),
    place: z.string(),
    relation: z.enum(scopeRelations),
    wording: z.enum(wordings),
    valid: z.string().nullable(),
    told_on: z.string().nullable(),
  });
  return groupBySubject(
    z.array(row).parse(rows),
    ({ place, relation, wording, valid, told_on }): Statement => ({
      place,
      relation,
      wording,
      span: valid === null ? null : readSpan(valid),
      toldOn: told_on,
    }),
  );
}

/** Stages of programs. A plan that a stage will come tells of no more than the plan, so it is left out. */
async function findProgramStages(client: SqlClient): Promise<Map<string, ToldStage[]>> {
  const { rows } = await client.query(
    `select f.entity_id as subject, case f.predicate when 'program.announced_on' then 'announced' else f.value ->> 'code' end as stage,
            case f.predicate when 'program.announced_on' then f.value ->> 'edtf' else f.valid end as valid,
            ${toldOn('fact', 'f.id')} as told_on
       from fact f
      where f.wording <> 'denied'
        and (f.predicate = 'program.announced_on' or (f.predicate = 'program.status' and f.value ->> 'code' = any($1)
          and (f.modality = 'fact' or f.value ->> 'code' in ('rumored', 'announced', 'in_development'))))
      order by f.entity_id, f.position, f.id`,
    [programStages],
  );
  const row = z.object({
    subject: z.string(),
    stage: z.enum(programStages),
    valid: z.string().nullable(),
    told_on: z.string().nullable(),
  });
  return groupBySubject(
    z.array(row).parse(rows),
    ({ stage, valid, told_on }): ToldStage => ({
      stage,
      span: valid === null ? null : readSpan(valid),
      toldOn: told_on,
    }),
  );
}

/** Since when a program is told to exist, where a source gives a date (EDTF); the earliest of several. */
async function findBeginnings(client: SqlClient): Promise<Map<string, string>> {
  const { rows } = await client.query(
    `select entity_id as subject, f.value ->> 'edtf' as since from fact f
      where f.predicate = 'program.since' and f.wording not in ('denied', 'planned') and f.value ->> 'type' = 'date'
      order by f.value ->> 'edtf' desc`,
  );
  return new Map(
    z
      .array(z.object({ subject: z.string(), since: z.string() }))
      .parse(rows)
      .map(({ subject, since }) => [subject, since]),
  );
}

/**
 * A territory without a time of its own may have been covered from the program's beginning on, and surely was when the
 * first source told of it.
 */
function withBeginning(statement: Statement, since: string | undefined): Statement {
  const { span, toldOn, relation } = statement;
  const isStanding = relation === 'applies' || relation === 'piloted';
  if (span !== null || toldOn === null || since === undefined || !isStanding) return statement;
  const { beginsFrom } = readSpan(since);
  if (beginsFrom === null || beginsFrom >= toldOn) return statement;
  return {
    ...statement,
    span: {
      edtf: since,
      beginsFrom,
      beginsBy: toldOn,
      end: 'moment',
      endsFrom: null,
      endsBy: null,
      vague: false,
    },
  };
}

async function findPowers(client: SqlClient): Promise<Map<string, ThematicLaw['powers']>> {
  const { rows } = await client.query(
    `select law_id as subject, action, wording, valid from power
      where law_id is not null and wording <> 'denied' order by law_id, action, id`,
  );
  const row = z.object({
    subject: z.string(),
    action: z.enum(powerActions),
    wording: z.enum(wordings),
    valid: z.string().nullable(),
  });
  return groupBySubject(z.array(row).parse(rows), ({ action, wording, valid }) => ({
    action,
    wording,
    span: valid === null ? null : readSpan(valid),
  }));
}

async function findUnknowns(client: SqlClient): Promise<ThematicUnknown[]> {
  const { rows } = await client.query(
    `select p.code as place, r.state, coalesce(split_part(r.predicate, '.', 1), nullif(s.kind::text, 'place')) as about,
            r.question, r.searched, r."on"
       from research_state r
       join entity s on s.id = r.subject_id
       join place p on p.entity_id = coalesce(r.place_id, r.subject_id)
      order by p.code, r.state, r.id`,
  );
  return thematicSchema.shape.unknowns.parse(rows);
}

/**
 * Every country and territory, and each region or town that is asked for or that anything is held about. A device or a
 * local use counts for the place that it names and for those around it, as far as they take anything over.
 */
async function findPlaces(client: SqlClient, codes: readonly string[]): Promise<ThematicPlace[]> {
  const { rows } = await client.query(
    `with recursive used as (
       select g.entity_id as program, x.id from program g cross join lateral unnest(g.place_ids) as x(id) where g.scale = 'deployment'
       union
       select used.program, p.parent_id from used join place p on p.entity_id = used.id where p.parent_id is not null and p.inherits
     ), local as (select id, count(*)::int as n from used group by id),
     mapped as (
       select x.id, d.year, count(*)::int as n from device d cross join lateral unnest(array[d.country_id, d.region_id]) as x(id)
        where d.status = 'present' and x.id is not null group by x.id, d.year
     ), devices as (
       select id, coalesce(sum(n) filter (where year is null), 0)::int as undated,
              coalesce(json_agg(json_build_array(year, n) order by year) filter (where year is not null), '[]') as dated
         from mapped group by id
     ), named as (
       select entity_id as id from place where code = any($1)
       union select p.parent_id from named join place p on p.entity_id = named.id where p.parent_id is not null
     )
     select p.code, e.label, p.level, a.code as parent, p.inherits, p.lon, p.lat, p.dispute,
            coalesce(l.n, 0) as deployments, coalesce(v.undated, 0) as undated, coalesce(v.dated, '[]') as dated
       from place p join entity e on e.id = p.entity_id
       left join place a on a.entity_id = p.parent_id
       left join local l on l.id = p.entity_id
       left join devices v on v.id = p.entity_id
      where p.level in ('country', 'territory') or (p.level = 'region' and (l.n is not null or v.id is not null))
         or p.entity_id in (select id from named)
      order by p.code`,
    [[...new Set(codes)]],
  );
  const row = z.object({
    code: z.string(),
    label: z.string(),
    level: z.enum(['country', 'territory', 'region', 'town']),
    parent: z.string().nullable(),
    inherits: z.boolean(),
    lon: z.number().nullable(),
    lat: z.number().nullable(),
    dispute: z.string().nullable(),
    deployments: z.number(),
    undated: z.number(),
    dated: z.array(z.tuple([z.number(), z.number()])),
  });
  const outlines = await getOutlines();
  return z
    .array(row)
    .parse(rows)
    .map(({ lon, lat, dispute, ...place }) => {
      const outline = outlines.get(place.code);
      const middle = outline?.middle ?? (lon === null || lat === null ? null : { lon, lat });
      return {
        ...place,
        point: middle === null ? null : [round(middle.lon), round(middle.lat)],
        areaKm2: outline === undefined ? null : Math.round(outline.areaKm2),
        dispute: readDispute(dispute ?? undefined) ?? null,
      };
    });
}

function groupBySubject<Row extends { subject: string }, T>(
  rows: readonly Row[],
  to: (row: Row) => T,
): Map<string, T[]> {
  const groups = Map.groupBy(rows, (row) => row.subject);
  return new Map([...groups].map(([subject, held]) => [subject, held.map(to)]));
}

function round(degrees: number): number {
  return Math.round(degrees * 1000) / 1000;
}
