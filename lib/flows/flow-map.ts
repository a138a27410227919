import { z } from 'zod';
import { toClaimPath } from '#lib/claims/entity-path.ts';
import { flowBases, type Party, party } from '#lib/claims/object-schema.ts';
import { toPlainText } from '#lib/claims/rich-text.ts';
import { type SentenceContext, toCategoryPieces, toPartyPieces } from '#lib/claims/sentence.ts';
import { type Wording, wordings } from '#lib/claims/wording.ts';
import { getPool } from '#lib/db.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { loadContext } from '#lib/records/context.ts';
import { getOutlines } from '#lib/thematic/outlines.ts';
import { readSpan } from '#lib/thematic/read-span.ts';
import {
  type FlowMap,
  type FlowParty,
  type FlowPlace,
  flowKinds,
  flowMapSchema,
  type MappedFlow,
} from './flow-map-schema.ts';
import { placeByLaw } from './place-by-law.ts';

/**
 * Every flow that read sources name, and the sharing pairs of published datasets added up by the places of their bodies.
 * Rows of a dataset that is held back are in no table that this reads.
 *
 * @param today ISO day
 */
export async function getFlowMap(today: string, client: SqlClient = getPool()): Promise<FlowMap> {
  const [named, pairs] = await Promise.all([findNamed(client), findPairTotals(client)]);
  const codes = [
    ...named.map(({ behind }) => behind),
    ...[...named, ...pairs].flatMap(({ from_place, to_place, place }) => [from_place, to_place, place]),
  ];
  const places = await findPlaces(
    client,
    codes.filter((code) => code !== null),
  );
  const labels = new Map(places.map((place) => [place.code, place.label]));
  const context = await loadContext(named.flatMap((row) => [row.from, row.to, row.legal_basis]));
  return flowMapSchema.parse({
    today,
    places,
    flows: [
      ...named.map((row) => toNamedFlow(row, context)),
      ...pairs.map((row) => toPairFlow(row, labels, context)),
    ],
  });
}

const base = {
  from_place: z.string().nullable(),
  to_place: z.string().nullable(),
  place: z.string().nullable(),
  kind: z.enum(flowKinds),
  basis: z.enum(flowBases),
};
const namedRow = z.object({
  ...base,
  id: z.string(),
  /** Where the law behind it is law, else where the program is that it belongs to. */
  behind: z.string().nullable(),
  from: party,
  to: party,
  categories: z.array(z.string()),
  wording: z.enum(wordings),
  valid: z.string().nullable(),
  legal_basis: z.string().nullable(),
  legal_basis_state: z.string().nullable(),
  told_on: z.string().nullable(),
  claims: z.array(z.object({ id: z.string(), says: z.string() })),
});
type NamedRow = z.infer<typeof namedRow>;

/** Where a party belongs: a body, an official or a law to its jurisdiction, a place to itself, a program to its only place. */
const placeOf = (id: string) => `(
  select p.code from place p where p.entity_id = coalesce(
    (select o.place_id from organization o where o.entity_id = ${id}),
    (select r.place_id from person r where r.entity_id = ${id}),
    (select l.jurisdiction_id from law l where l.entity_id = ${id}),
    (select g.place_ids[1] from program g where g.entity_id = ${id} and cardinality(g.place_ids) = 1),
    ${id}))`;

async function findNamed(client: SqlClient): Promise<NamedRow[]> {
  const { rows } = await client.query(
    `select f.id, f."from", f."to", f.categories, f.kind, f.basis, f.wording, f.valid, f.legal_basis_id as legal_basis,
            f.legal_basis_state, ${placeOf('f.from_id')} as from_place, ${placeOf('f.to_id')} as to_place,
            (select p.code from place p where p.entity_id = f.place_id) as place,
            (select p.code from place p where p.entity_id = coalesce(
              (select l.jurisdiction_id from law l where l.entity_id = f.legal_basis_id),
              (select g.place_ids[1] from program g where g.entity_id = f.program_id and cardinality(g.place_ids) = 1))) as behind,
            (select min(w.published_latest)::text from evidence e join claim k on k.id = e.claim_id join work w on w.id = k.work_id
              where e.target = 'data_flow' and e.target_id = f.id and e.role = 'supports') as told_on,
            coalesce((select json_agg(json_build_object('id', k.id, 'says', k.says) order by k.work_id, k.position)
              from evidence e join claim k on k.id = e.claim_id
              where e.target = 'data_flow' and e.target_id = f.id), '[]') as claims
       from data_flow f where f.record_id is null and f.wording <> 'denied' order by f.id`,
  );
  return z.array(namedRow).parse(rows);
}

const pairRow = z.object({
  ...base,
  dataset: z.string(),
  title: z.string(),
  count: z.number(),
  givers: z.number(),
  takers: z.number(),
});
type PairRow = z.infer<typeof pairRow>;

async function findPairTotals(client: SqlClient): Promise<PairRow[]> {
  const { rows } = await client.query(
    `select p.code as from_place, q.code as to_place, null as place, f.kind, f.basis, d.id as dataset, d.title,
            count(*)::int as count, count(distinct f.from_id)::int as givers, count(distinct f.to_id)::int as takers
       from data_flow f
       join dataset_record r on r.id = f.record_id and r.state <> 'withdrawn'
       join dataset d on d.id = r.dataset_id
       left join organization a on a.entity_id = f.from_id left join place p on p.entity_id = a.place_id
       left join organization b on b.entity_id = f.to_id left join place q on q.entity_id = b.place_id
      group by p.code, q.code, f.kind, f.basis, d.id, d.title
      order by count(*) desc, p.code, q.code, f.kind, f.basis, d.id`,
  );
  return z.array(pairRow).parse(rows);
}

async function findPlaces(client: SqlClient, codes: readonly string[]): Promise<FlowPlace[]> {
  const { rows } = await client.query(
    `with recursive up as (
       select entity_id as id, entity_id as at, parent_id, level from place where code = any($1)
       union all select up.id, p.entity_id, p.parent_id, p.level from up join place p on p.entity_id = up.parent_id
         where up.level not in ('country', 'territory')
     ), pair as (select id, at from up where level in ('country', 'territory'))
     select p.code, e.label, p.lon, p.lat, coalesce(c.code, p.code) as country
       from place p join entity e on e.id = p.entity_id
       left join pair on pair.id = p.entity_id left join place c on c.entity_id = pair.at
      where p.entity_id in (select id from pair union select at from pair)
      order by p.code`,
    [[...new Set(codes)]],
  );
  const row = z.object({
    code: z.string(),
    label: z.string(),
    lon: z.number().nullable(),
    lat: z.number().nullable(),
    country: z.string(),
  });
  const outlines = await getOutlines();
  return z
    .array(row)
    .parse(rows)
    .map(({ lon, lat, ...place }) => {
      const middle = outlines.get(place.code)?.middle ?? (lon === null || lat === null ? null : { lon, lat });
      return { ...place, point: middle === null ? null : [middle.lon, middle.lat] };
    });
}

function toNamedFlow(row: NamedRow, context: SentenceContext): MappedFlow {
  const law = row.legal_basis === null ? undefined : context.entity(row.legal_basis);
  return {
    id: row.id,
    ...placeByLaw(
      toParty(row.from, row.from_place, row.place, context),
      toParty(row.to, row.to_place, row.place, context),
      row.behind,
    ),
    kind: row.kind,
    basis: row.basis,
    categories: toPlainText(toCategoryPieces(row.categories, row.kind, context)),
    wording: row.wording,
    span: row.valid === null ? null : readSpan(row.valid),
    toldOn: row.told_on,
    legalBasis: law === undefined ? null : { label: law.label, href: law.href },
    legalBasisState: row.legal_basis_state,
    claims: row.claims.map((claim) => ({ ...claim, href: toClaimPath(claim.id) })),
    pairs: null,
  };
}

function toParty(
  value: Party,
  own: string | null,
  named: string | null,
  context: SentenceContext,
): FlowParty {
  const ref = 'entity' in value ? context.entity(value.entity) : undefined;
  const place = own ?? (ref === undefined ? named : null);
  return {
    label: toPlainText(toPartyPieces(value, context)),
    lang: ref?.lang ?? null,
    href: ref?.href ?? null,
    place,
    placedBy: place === null ? null : own === null ? 'claim' : 'own',
  };
}

const listed: Wording = 'unverified_dataset';

function toPairFlow(row: PairRow, labels: ReadonlyMap<string, string>, context: SentenceContext): MappedFlow {
  const { thematic } = getMessages();
  const toBodies = (count: number, code: string | null): FlowParty => ({
    label: formatCount(count, thematic.flows.bodies, defaultLocale).replace(
      '{place}',
      code === null ? thematic.flows.placeUnknown : (labels.get(code) ?? code),
    ),
    lang: null,
    href: code === null ? null : `/places/${code}`,
    place: code,
    placedBy: code === null ? null : 'own',
  });
  const one = row.from_place ?? row.to_place;
  return {
    id: `pairs/${row.dataset}/${row.from_place}/${row.to_place}/${row.kind}/${row.basis}`,
    from: toBodies(row.givers, row.from_place),
    to: toBodies(row.takers, row.to_place),
    kind: row.kind,
    basis: row.basis,
    categories: toPlainText(toCategoryPieces([], row.kind, context)),
    wording: listed,
    span: null,
    toldOn: null,
    legalBasis: null,
    legalBasisState: null,
    claims: [],
    pairs: {
      count: row.count,
      dataset: row.dataset,
      title: row.title,
      href: one === null ? '/flows' : `/flows?place=${one}#listed`,
    },
  };
}
