import { fold, tokens } from '#lib/search/fold.ts';
import type { Party } from './object-schema.ts';
import type { ResolvedFact } from './resolve.ts';

/** Rows for the tables that readers' pages use, keyed by column name. */
export interface WorldRows {
  fact: Record<string, unknown>[];
  power: Record<string, unknown>[];
  provision: Record<string, unknown>[];
  data_flow: Record<string, unknown>[];
  coverage: Record<string, unknown>[];
  contract: Record<string, unknown>[];
  entity_name: Record<string, unknown>[];
  evidence: Record<string, unknown>[];
}

/** Curated rows carry the license of the project's own data. */
const ownLicense = 'CC-BY-4.0';

/**
 * Resolved facts → table rows. A fact with a power, flow, scope, name or contract as its value also becomes a row of
 * that kind, resting on the same evidence and sharing the fact's hash in its id. Pure.
 */
export function toWorldRows(facts: readonly ResolvedFact[]): WorldRows {
  const rows: WorldRows = {
    fact: [],
    power: [],
    provision: [],
    data_flow: [],
    coverage: [],
    contract: [],
    entity_name: [],
    evidence: [],
  };
  for (const fact of facts) {
    rows.fact.push(factRow(fact));
    rows.evidence.push(...evidenceRows('fact', fact.id, fact));
    addKindRows(rows, fact);
  }
  return rows;
}

function factRow(fact: ResolvedFact): Record<string, unknown> {
  return {
    id: fact.id,
    entity_id: fact.entity,
    predicate: fact.predicate,
    value: fact.value,
    value_entity_id:
      fact.value.type === 'entity' ? fact.value.id : fact.value.type === 'scope' ? fact.value.place : null,
    place_id: fact.place,
    ...judgement(fact),
    origins: fact.origins,
    conflicts_with: fact.conflictsWith,
    position: Math.min(fact.position, 2 ** 31 - 1),
  };
}

function judgement(fact: ResolvedFact): Record<string, unknown> {
  return {
    wording: fact.wording,
    modality: fact.modality,
    proposition_key: fact.propositionKey,
    valid: fact.valid?.edtf ?? null,
    valid_earliest: fact.valid?.earliest ?? null,
    valid_latest: fact.valid?.latest ?? null,
  };
}

function addKindRows(rows: WorldRows, fact: ResolvedFact): void {
  const { value } = fact;
  const rest = (target: string, id: string) => rows.evidence.push(...evidenceRows(target, id, fact));
  switch (value.type) {
    case 'power': {
      const id = rowId('power', fact);
      const provisionId = value.law && value.provision ? `provision.${value.law}-${value.provision}` : null;
      if (provisionId) {
        rows.provision.push({
          id: provisionId,
          law_id: value.law,
          number: value.provision,
          label: value.provision,
        });
      }
      rows.power.push({
        id,
        law_id: value.law ?? (fact.entity.startsWith('law.') ? fact.entity : null),
        provision_id: provisionId,
        place_id: fact.place ?? (fact.entity.startsWith('place.') ? fact.entity : null),
        holder: value.holder,
        action: value.action,
        duty: value.duty ?? false,
        objects: value.objects,
        counterparty: value.counterparty ?? null,
        condition: value.condition ?? null,
        safeguard: value.safeguard ?? null,
        retention: value.retention ?? null,
        ...judgement(fact),
      });
      rest('power', id);
      return;
    }
    case 'flow': {
      for (const [n, [from, to]] of ends(value.from, value.to).entries()) {
        const id = `${rowId('flow', fact)}-${n}`;
        rows.data_flow.push({
          id,
          license: ownLicense,
          from_id: 'entity' in from ? from.entity : null,
          from,
          to_id: 'entity' in to ? to.entity : null,
          to,
          categories: value.categories,
          kind: value.kind,
          basis: value.basis,
          legal_basis_id: value.law ?? null,
          legal_basis_state: value.law ? null : (value.lawUnknown ?? 'not_researched'),
          program_id: value.program ?? (fact.entity.startsWith('program.') ? fact.entity : null),
          place_id: fact.place,
          ...judgement(fact),
        });
        rest('data_flow', id);
      }
      return;
    }
    case 'scope': {
      const id = rowId('coverage', fact);
      rows.coverage.push({
        id,
        subject_id: fact.entity,
        place_id: value.place,
        relation: value.relation,
        ...judgement(fact),
      });
      rest('coverage', id);
      return;
    }
    case 'name': {
      if (fact.supports.length === 0) return;
      const id = rowId('name', fact);
      rows.entity_name.push({
        id,
        entity_id: fact.entity,
        text: value.text,
        lang: value.lang,
        kind: value.kind,
        from: fact.valid?.earliest ?? null,
        to: fact.valid?.latest ?? null,
        folded: fold(value.text, value.lang),
        tokens: tokens(value.text, value.lang),
      });
      rest('entity_name', id);
      return;
    }
    case 'entity': {
      if (fact.predicate !== 'org.awarded_contract') return;
      const id = rowId('contract', fact);
      const { wording, proposition_key } = judgement(fact);
      rows.contract.push({
        id,
        kind: 'contract',
        title: 'Award of the work to its supplier',
        program_id: value.id,
        supplier_id: fact.entity,
        decided_on: fact.valid?.edtf ?? null,
        decided_earliest: fact.valid?.earliest ?? null,
        decided_latest: fact.valid?.latest ?? null,
        wording,
        proposition_key,
      });
      rest('contract', id);
      return;
    }
    default:
  }
}

/** A class whose members a source names is one row for the class and one for each member: a reader of either finds it. */
function ends(from: Party, to: Party): [Party, Party][] {
  return spread(from).flatMap((f) => spread(to).map((t): [Party, Party] => [f, t]));
}

function spread(party: Party): Party[] {
  if (!('class' in party)) return [party];
  return [party, ...party.members.map((entity) => ({ entity }))];
}

function evidenceRows(target: string, targetId: string, fact: ResolvedFact): Record<string, unknown>[] {
  const byRole: [string, string[]][] = [
    ['supports', fact.supports],
    ['denies', fact.denies],
    ['doubts', [...fact.doubts, ...fact.contestedBy]],
    ['no_comment', fact.silences],
  ];
  const seen = new Set<string>();
  const rows = byRole.flatMap(([role, claims]) =>
    claims
      .filter((id) => !seen.has(id) && seen.add(id))
      .map((id) => ({
        target,
        target_id: targetId,
        source_id: id,
        claim_id: id,
        inference_id: null,
        role,
      })),
  );
  const inferred = fact.inferredBy.map((id) => ({
    target,
    target_id: targetId,
    source_id: id,
    claim_id: null,
    inference_id: id,
    role: 'supports',
  }));
  return [...rows, ...inferred];
}

function rowId(prefix: string, fact: ResolvedFact): string {
  return fact.id.replace(/^fact/, prefix);
}
