import { findClaimEntities } from '#lib/claims/claim-entities.ts';
import { type EntityEntry, toKind } from '#lib/claims/entity-schema.ts';
import type { ClaimEntry } from '#lib/claims/file-schema.ts';
import { toAddressKey } from './address.ts';
import { valuesOfClaim } from './claim-values.ts';
import { isLanguageTag } from './language-tag.ts';
import type { LeftOut } from './left-out.ts';
import type { CheckedWork } from './read-works.ts';
import type { Fault } from './work-rules.ts';

type Corpus = {
  works: readonly CheckedWork[];
  entities: readonly EntityEntry[];
  leftOut: readonly LeftOut[];
};

/** What only all files together can show: repeats, orphans, and records without the claims that their fields repeat. */
export function checkCorpusRules(corpus: Corpus): Fault[] {
  return [...findRepeatedWorks(corpus), ...checkLeftOut(corpus), ...checkEntities(corpus)];
}

function findRepeatedWorks({ works }: Corpus): Fault[] {
  const seen = new Map<string, CheckedWork>();
  return works.flatMap((work) => {
    const { url } = work.file.work;
    if (url === undefined) return [];
    const key = toAddressKey(url);
    const other = seen.get(key);
    seen.set(key, work);
    if (other === undefined) return [];
    return {
      path: work.path,
      where: 'work.url',
      what: `${other.path} has the same address`,
      mend: 'One address is one work: join the two files.',
    };
  });
}

function checkLeftOut({ works, leftOut }: Corpus): Fault[] {
  const used = new Map(
    works.flatMap(({ path, file }) =>
      [file.work.url, ...file.work.seen.map((sight) => sight.address)].flatMap((address) =>
        address === undefined ? [] : [[toAddressKey(address), path] as const],
      ),
    ),
  );
  const seen = new Set<string>();
  return leftOut.flatMap(({ path, address }) => {
    const key = toAddressKey(address);
    const faults: Fault[] = [];
    if (used.has(key))
      faults.push({ path, where: address, what: `${used.get(key)} uses it`, mend: 'Remove one of the two.' });
    if (seen.has(key))
      faults.push({ path, where: address, what: 'It is left out twice', mend: 'Remove one.' });
    seen.add(key);
    return faults;
  });
}

function checkEntities({ works, entities }: Corpus): Fault[] {
  const claims = works.flatMap(({ file }) => file.claims.filter((claim) => claim.review !== 'withdrawn'));
  const about = Map.groupBy(claims, (claim) => claim.subject);
  const used = new Set([
    ...claims.flatMap((claim) => findClaimEntities(claim).map(({ entityId }) => entityId)),
    ...works.flatMap(({ file }) => [
      ...[file.work, ...file.cited].flatMap((work) => work.publisher ?? []),
      ...file.unknowns.map((unknown) => unknown.subject),
      ...file.inferences.map((inference) => inference.subject),
      ...file.claims.flatMap((claim) =>
        'anonymous' in claim.speaker ? (claim.speaker.anonymous.affiliation ?? []) : [],
      ),
    ]),
  ]);
  // A masthead prints the name of its publisher.
  const publishers = new Set(works.flatMap(({ file }) => file.work.publisher ?? []));
  const printed = works.flatMap(({ file }) => [
    ...[file.work, ...file.cited].flatMap((work) => [work.title, work.publisherName ?? '']),
    ...file.passages.flatMap(({ phrase }) => phrase ?? []),
    ...file.claims.flatMap((claim) => claim.says),
  ]);
  const unknown = new Set(
    works.flatMap(({ file }) => file.unknowns.map((one) => `${one.subject} ${one.predicate}`)),
  );
  return entities.flatMap((entity) => {
    const own = about.get(entity.id) ?? [];
    if (!used.has(entity.id))
      return toFault(entity, 'No work speaks of it', 'Remove it, or write the claim that needs it.');
    const isOpen = (predicate: string) => unknown.has(`${entity.id} ${predicate}`);
    return [
      ...(publishers.has(entity.id) ? [] : checkNames(entity, own, printed)),
      ...checkRepeatedFields(entity, own),
      ...(entity.id.startsWith('program.') ? checkProgram(entity, own, isOpen) : []),
      ...(entity.id.startsWith('law.') ? checkLaw(entity, own, isOpen) : []),
    ];
  });
}

/**
 * A heading repeats a name that a source gives; without one it is ours, and says so. For a body it is enough that a title, phrase,
 * publisher or statement prints the name: that it is called so is not in question, and hundreds of claims would say nothing else.
 */
function checkNames(entity: EntityEntry, own: readonly ClaimEntry[], printed: readonly string[]): Fault[] {
  if (!isLanguageTag(entity.labelLang))
    return toFault(entity, `“${entity.labelLang}” is no language tag`, 'Write BCP 47.');
  const isNamed = own.some((claim) => claim.predicate === 'name.label' && claim.stance === 'asserts');
  if (isNamed || entity.workingTitle || entity.identityWithheld) return [];
  const name = entity.label.replace(/ \([^()]+\)$/, '');
  if (entity.id.startsWith('org.') && printed.some((text) => text.includes(name))) return [];
  return toFault(
    entity,
    'Its heading stands without a claim',
    'Add a name.label claim with a passage that holds the name, or “workingTitle: true”.',
  );
}

function checkRepeatedFields(entity: EntityEntry, own: readonly ClaimEntry[]): Fault[] {
  const faults: Fault[] = [];
  const values = (predicate: string) =>
    own.filter((claim) => claim.predicate === predicate && claim.stance === 'asserts').flatMap(valuesOfClaim);
  if (
    entity.orgType !== undefined &&
    !values('org.type').some((value) => value.type === 'term' && value.code === entity.orgType)
  )
    faults.push(...toFault(entity, `No org.type claim says ${entity.orgType}`, 'Add it, or remove orgType.'));
  const predicate = toKind(entity.id) === 'law' ? 'law.jurisdiction' : 'org.jurisdiction';
  if (
    entity.jurisdiction !== undefined &&
    toKind(entity.id) !== 'person' &&
    !values(predicate).some((value) => value.type === 'entity' && value.id === entity.jurisdiction)
  )
    faults.push(
      ...toFault(
        entity,
        `No ${predicate} claim says ${entity.jurisdiction}`,
        'Add it, or remove jurisdiction.',
      ),
    );
  if (entity.publicRole !== undefined && !own.some((claim) => claim.predicate === 'person.role'))
    faults.push(
      ...toFault(entity, 'No person.role claim', 'Add the role in which the source names the person.'),
    );
  return faults;
}

function checkProgram(
  entity: EntityEntry,
  own: readonly ClaimEntry[],
  isOpen: (key: string) => boolean,
): Fault[] {
  const key = 'program.territorial_scope';
  if (own.some((claim) => claim.predicate === key) || isOpen(key)) return [];
  // What nobody asserts to exist (only denied or asked about) has no territory.
  if (!own.some((claim) => claim.stance === 'asserts' && claim.predicate !== 'name.label')) return [];
  return toFault(entity, 'Nobody says where it is', `Add a ${key} claim, or an unknown with that predicate.`);
}

/** A power in force is a question about a date: its law needs a dated stage, or an unknown that says that none was found. */
function checkLaw(
  entity: EntityEntry,
  own: readonly ClaimEntry[],
  isOpen: (key: string) => boolean,
): Fault[] {
  const faults: Fault[] = [];
  const has = (...predicates: string[]) => own.some((claim) => predicates.includes(claim.predicate));
  if (!has('law.jurisdiction', 'law.party', 'case.court') && !isOpen('law.jurisdiction'))
    faults.push(
      ...toFault(
        entity,
        'Nobody says whose law it is',
        'Add law.jurisdiction, law.party (treaties) or case.court (cases).',
      ),
    );
  if (has('law.power') && !has('law.status') && !isOpen('law.status'))
    faults.push(
      ...toFault(
        entity,
        'It has powers and no dated stage',
        'Add a law.status claim with “valid”, or an unknown with that predicate.',
      ),
    );
  return faults;
}

function toFault(entity: EntityEntry, what: string, mend: string): Fault[] {
  return [{ path: 'data/entities', where: entity.id, what, mend }];
}
