import { type ResolvableClaim, type ResolvedFact, resolve } from '#lib/claims/resolve.ts';
import { type SentenceContext, toObjectPieces } from '#lib/claims/sentence.ts';
import { readResolvable } from '#lib/claims/stored-claims.ts';
import { getDb, getPool } from '#lib/db.ts';
import { loadContext } from '#lib/records/context.ts';
import { findClaims, findFactGroups, findUnknowns } from '#lib/records/queries.ts';
import type { ClaimView } from '#lib/records/view.ts';
import { getPredicates } from '#lib/records/vocabulary.ts';
import { reasonOrder } from './explain.ts';
import { type ContradictionGroup, findGroups, type Stand } from './groups.ts';
import { findLookAlikes, type LookAlike } from './look-alikes.ts';
import { findComparedSubjects } from './subjects.ts';
import type { Contradictions, GroupView, LookAlikeView, StandingClaim, UnansweredRecord } from './view.ts';

export const groupsPerPage = 20;
export const lookAlikesPerPage = 30;
export const silencePerPage = 40;

/** A page of a list, and the length of the whole. */
export type Part<T> = { rows: T[]; total: number };

/**
 * What stands against what, a page at a time. The groups are made from the claims by the same function that words the
 * facts of a record, so that both pages say the same.
 */
export async function findContradictions(page: number): Promise<Contradictions> {
  const { claims, facts, groups, pairs } = await compare();
  const shown = slice(groups, page, groupsPerPage);
  const [words, silence, unknowns] = await Promise.all([
    loadWords(claims, shown, []),
    getDb().claim.count({ where: silent }),
    findUnknowns({ state: 'disputed' }),
  ]);
  return {
    groups: { rows: shown.map((group) => toGroupView(group, words)), total: groups.length },
    lookAlikes: pairs.length,
    denials: facts.filter(isOnlyDenied).length,
    silence,
    unknowns,
  };
}

/** What only looks opposed, in the order in which the reasons are explained. */
export async function findLookAlikePage(page: number): Promise<Part<LookAlikeView>> {
  const { claims, pairs } = await compare();
  const rank = (pair: LookAlike) => reasonOrder.indexOf(pair.reason);
  const shown = slice(
    pairs.toSorted((a, b) => rank(a) - rank(b)),
    page,
    lookAlikesPerPage,
  );
  const words = await loadWords(claims, [], shown);
  return { rows: shown.map((pair) => toLookAlikeView(pair, words)), total: pairs.length };
}

/** Facts that nobody asserts and somebody denies or doubts, by record. */
export async function findDenials(): Promise<UnansweredRecord[]> {
  return findUnanswered((await compare()).facts);
}

/** Who was asked and did not answer. */
export async function findSilence(page: number): Promise<Part<ClaimView>> {
  const total = await getDb().claim.count({ where: silent });
  const rows = await getDb().claim.findMany({
    where: silent,
    select: { id: true },
    orderBy: [{ workId: 'asc' }, { position: 'asc' }],
    skip: (clampPage(page, total, silencePerPage) - 1) * silencePerPage,
    take: silencePerPage,
  });
  return { rows: await findClaims({ id: { in: rows.map((row) => row.id) } }), total };
}

const silent = { stance: 'no_comment', reviewState: { not: 'withdrawn' } } as const;

async function compare() {
  const registry = getPredicates();
  const pool = getPool();
  const { claims, links } = await readResolvable(pool, await findComparedSubjects(pool, registry));
  const facts = resolve(claims, registry, { links });
  const groups = findGroups(facts, claims, links);
  return { claims, facts, groups, pairs: findLookAlikes(claims, links, registry, groups) };
}

/** A page beyond the last is the last: an old address never reads as if nothing were held. */
function slice<T>(rows: readonly T[], page: number, size: number): T[] {
  const first = (clampPage(page, rows.length, size) - 1) * size;
  return rows.slice(first, first + size);
}

/** @returns a page that exists, 1 where there is nothing */
export function clampPage(page: number, total: number, size: number): number {
  return Math.min(page, Math.max(1, Math.ceil(total / size)));
}

type LinkNote = { note: string | undefined; byEditors: boolean };
type Words = {
  context: SentenceContext;
  /** @param others claims of the other sides; a contesting one tells who connected it with them */
  standing(id: string, stand?: Stand, others?: readonly string[]): StandingClaim;
  link(a: string, b: string): LinkNote | undefined;
};

async function loadWords(
  claims: readonly ResolvableClaim[],
  groups: readonly ContradictionGroup[],
  pairs: readonly LookAlike[],
): Promise<Words> {
  // Each once: one claim stands in many pairs, and a query takes no more than some ten thousand values.
  const shown = [
    ...new Set([
      ...groups.flatMap((group) => group.sides.flatMap((side) => side.claims.map((claim) => claim.id))),
      ...pairs.flatMap((pair) => [pair.a, pair.b]),
    ]),
  ];
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const [views, links, context] = await Promise.all([
    findClaims({ id: { in: shown } }),
    getDb().claimLink.findMany({
      where: { fromId: { in: shown } },
      orderBy: { id: 'asc' },
    }),
    loadContext([
      ...groups.flatMap((group) => [group.subject, group.value, ...group.sides.map((side) => side.value)]),
      ...shown.map((id) => byId.get(id)?.place),
    ]),
  ]);
  const viewById = new Map(views.map((view) => [view.id, view]));
  const linkByPair = new Map<string, LinkNote>();
  for (const { fromId, toId, by, note } of links) {
    const held: LinkNote = { note: note ?? undefined, byEditors: by === 'editor' };
    for (const key of [`${fromId} ${toId}`, `${toId} ${fromId}`])
      if (!linkByPair.has(key)) linkByPair.set(key, held);
  }
  const link = (a: string, b: string) => linkByPair.get(`${a} ${b}`);
  return {
    context,
    link,
    standing: (id, given, others = []) => {
      const claim = get(viewById, id);
      const stand = given ?? claim.stance;
      const place = byId.get(id)?.place ?? undefined;
      const connected = stand === 'contests' ? others.flatMap((other) => link(other, id) ?? []) : [];
      return {
        claim,
        stand,
        place: place === undefined ? undefined : context.entity(place),
        note: connected.find((one) => one.note !== undefined)?.note,
        byEditors: connected.some((one) => one.byEditors),
      };
    },
  };
}

function get(views: ReadonlyMap<string, ClaimView>, id: string): ClaimView {
  const view = views.get(id);
  if (view === undefined) throw new Error(`the claim ${id} was read a moment ago and is gone`);
  return view;
}

function toGroupView(group: ContradictionGroup, { context, standing }: Words): GroupView {
  return {
    id: group.id,
    kind: group.kind,
    subject: context.entity(group.subject),
    label: getPredicates()[group.predicate]?.label ?? group.predicate,
    value: group.value === undefined ? undefined : toObjectPieces(group.value, context),
    sides: group.sides.map((side) => ({
      value: side.value === undefined ? undefined : toObjectPieces(side.value, context),
      claims: side.claims.map(({ id, stand }) =>
        standing(
          id,
          stand,
          group.sides.flatMap((other) => (other === side ? [] : other.claims.map((claim) => claim.id))),
        ),
      ),
    })),
  };
}

function toLookAlikeView({ a, b, reason }: LookAlike, { standing, link }: Words): LookAlikeView {
  return {
    id: `${a}-${b}`,
    reason,
    claims: [standing(a), standing(b)],
    note: link(a, b)?.note,
  };
}

async function findUnanswered(facts: readonly ResolvedFact[]): Promise<UnansweredRecord[]> {
  const found = facts.filter(isOnlyDenied);
  const keys = new Set(found.map((fact) => fact.id));
  const subjects = [...new Set(found.map((fact) => fact.entity))];
  const context = await loadContext(subjects);
  return Promise.all(
    subjects.map(async (id) => ({
      subject: context.entity(id),
      predicates: (await findFactGroups(id))
        .flatMap((group) => group.predicates)
        .map((predicate) => ({ ...predicate, rows: predicate.rows.filter((row) => keys.has(row.key)) }))
        .filter((predicate) => predicate.rows.length > 0),
    })),
  );
}

function isOnlyDenied(fact: ResolvedFact): boolean {
  return fact.supports.length === 0 && fact.denies.length + fact.doubts.length > 0;
}
