import { createHash } from 'node:crypto';
import { conflictsAmong } from './conflicts.ts';
import type { ClaimEntry, LinkEntry } from './file-schema.ts';
import { countIndependentOrigins } from './independence.ts';
import { contains, type Interval, spanOf } from './interval.ts';
import type { ClaimObject } from './object-schema.ts';
import type { PredicateRegistry } from './predicate-schema.ts';
import { propositionKey } from './proposition.ts';
import { type Statement, splitByPlanAndTime, statementsOf } from './statements.ts';
import { decideWording, type Wording } from './wording.ts';

/** A claim as resolution sees it. Withdrawn claims are left out by the caller. */
export interface ResolvableClaim {
  id: string;
  workId: string;
  /** Order inside the work; ties between works go by id. */
  position: number;
  subject: string;
  predicate: string;
  object: ClaimObject;
  place: string | null;
  stance: ClaimEntry['stance'];
  modality: ClaimEntry['modality'];
  speaker: ClaimEntry['speaker'];
  originKey: string;
  documentary: boolean;
  valid: Interval | null;
  /** ISO day on which readers could first know it (the latest day that the work's date allows); null when undated. */
  knownOn: string | null;
}

/** An editor's conclusion, see DESIGN §4. It can stand alone as `inferred`, and never supports a claim. */
export interface ResolvableInference {
  id: string;
  subject: string;
  predicate: string;
  object: ClaimObject;
}

export type FactValue = Exclude<ClaimObject, { type: 'set' }>;

export interface ResolvedFact {
  id: string;
  entity: string;
  predicate: string;
  value: FactValue;
  place: string | null;
  wording: Wording;
  modality: ClaimEntry['modality'];
  /** Independent origins that assert it, 0 when nobody of known independence does. */
  origins: number;
  propositionKey: string;
  valid: Interval | null;
  /** Claim ids by what they do to the statement. */
  supports: string[];
  denies: string[];
  doubts: string[];
  silences: string[];
  /** Assertions of other origins that are linked as contesting this one. */
  contestedBy: string[];
  inferredBy: string[];
  /** Facts with which this one cannot hold at one time. */
  conflictsWith: string[];
  position: number;
}

export interface ResolveOptions {
  /** Keep only what can hold on this ISO day. */
  asOf?: string;
  /** Keep only what had been published by this ISO day. */
  knownBy?: string;
  links?: readonly Pick<LinkEntry, 'from' | 'to' | 'kind'>[];
  inferences?: readonly ResolvableInference[];
}

/**
 * Claims → facts. Pure: equal input gives equal output, whatever the order of the claims.
 * A set is resolved member by member, so that two lists that share an item meet at that item. A plan and a fact
 * about the same thing are two facts: what was planned never lends its voice to what is.
 */
export function resolve(
  claims: readonly ResolvableClaim[],
  registry: PredicateRegistry,
  options: ResolveOptions = {},
): ResolvedFact[] {
  const known = claims.filter((claim) => isKnown(claim, options.knownBy) && canHold(claim, options.asOf));
  const byId = new Map(known.map((claim) => [claim.id, claim]));
  const contesters = contestersByClaim(options.links ?? [], byId);
  const facts: ResolvedFact[] = [];

  for (const [key, statements] of groupBy(known.flatMap(statementsOf), (statement) => statement.key)) {
    for (const group of splitByPlanAndTime(statements)) facts.push(toFact(key, group, contesters));
  }
  addInferences(facts, options.inferences ?? []);
  const conflicts = conflictsAmong(facts, registry, options.links ?? []);
  return facts
    .map((fact) => withConflicts(fact, conflicts.get(fact.id)))
    .sort(
      (a, b) =>
        compare(a.entity, b.entity) ||
        compare(a.predicate, b.predicate) ||
        a.position - b.position ||
        compare(a.id, b.id),
    );
}

/** Where sources give different values for what can have only one, each of them is disputed: the site picks no winner. */
function withConflicts(fact: ResolvedFact, rivals: Set<string> | undefined): ResolvedFact {
  if (rivals === undefined) return fact;
  return { ...fact, wording: 'disputed', conflictsWith: [...rivals].sort() };
}

function isKnown(claim: ResolvableClaim, knownBy: string | undefined): boolean {
  return knownBy === undefined || (claim.knownOn !== null && claim.knownOn <= knownBy);
}

function canHold(claim: ResolvableClaim, asOf: string | undefined): boolean {
  return asOf === undefined || claim.valid === null || contains(claim.valid, asOf);
}

function toFact(key: string, group: Statement[], contesters: Map<string, string[]>): ResolvedFact {
  const by = (stance: ClaimEntry['stance']) =>
    group.filter((s) => s.claim.stance === stance).map((s) => s.claim);
  const [asserts, denies, doubts, silences] = [by('asserts'), by('denies'), by('doubts'), by('no_comment')];
  const lead = group.find((s) => s.claim.stance === 'asserts') ?? group[0];
  if (lead === undefined) throw new Error('a group of statements is never empty');
  const contestedBy = unique(asserts.flatMap((claim) => contesters.get(claim.id) ?? []));
  const dated = asserts.length > 0 ? asserts : group.map((s) => s.claim);
  const valid = dated.find((claim) => claim.valid !== null)?.valid ?? null;
  const span = spanOf(dated.map((claim) => claim.valid));
  return {
    id: factId(key, lead.claim.modality === 'plan', valid === null ? null : span),
    entity: lead.claim.subject,
    predicate: lead.claim.predicate,
    value: lead.value,
    place: lead.claim.place,
    wording: decideWording({
      asserts,
      denies: denies.length,
      doubts: doubts.length,
      contests: contestedBy.length,
      silences,
      inferences: 0,
    }),
    modality: lead.claim.modality,
    origins: countIndependentOrigins(asserts),
    propositionKey: key,
    valid,
    supports: ids(asserts),
    denies: ids(denies),
    doubts: ids(doubts),
    silences: ids(silences),
    contestedBy,
    inferredBy: [],
    conflictsWith: [],
    position: lead.claim.position,
  };
}

/** A claim contests another when a link says so and the two do not come from one origin. */
function contestersByClaim(
  links: NonNullable<ResolveOptions['links']>,
  byId: Map<string, ResolvableClaim>,
): Map<string, string[]> {
  const contesters = new Map<string, string[]>();
  for (const link of links) {
    const [from, to] = [byId.get(link.from), byId.get(link.to)];
    if (link.kind !== 'contests' || !from || !to || from.originKey === to.originKey) continue;
    contesters.set(to.id, [...(contesters.get(to.id) ?? []), from.id].sort());
  }
  return contesters;
}

function addInferences(facts: ResolvedFact[], inferences: readonly ResolvableInference[]): void {
  for (const inference of [...inferences].sort((a, b) => compare(a.id, b.id))) {
    const values: FactValue[] =
      inference.object.type === 'set' ? inference.object.members : [inference.object];
    for (const value of values) {
      const key = propositionKey({ ...inference, object: value, place: null });
      // An inference stands beside what sources say of the same thing, in a row of its own.
      const id = factId(`inferred ${key}`, false, null);
      const existing = facts.find((fact) => fact.id === id);
      if (existing) {
        existing.inferredBy.push(inference.id);
        continue;
      }
      facts.push({
        id,
        entity: inference.subject,
        predicate: inference.predicate,
        value,
        place: null,
        wording: 'inferred',
        modality: 'opinion',
        origins: 0,
        propositionKey: key,
        valid: null,
        supports: [],
        denies: [],
        doubts: [],
        silences: [],
        contestedBy: [],
        inferredBy: [inference.id],
        conflictsWith: [],
        position: Number.MAX_SAFE_INTEGER,
      });
    }
  }
}

function factId(key: string, isPlan: boolean, span: Interval | null): string {
  const parts = [key, isPlan ? 'plan' : '', span?.earliest ?? '', span?.latest ?? ''];
  return `fact.${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 20)}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function ids(claims: ResolvableClaim[]): string[] {
  return unique(claims.map((claim) => claim.id));
}

function unique<T>(items: T[]): T[] {
  return [...new Set(items)];
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
