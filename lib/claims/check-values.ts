import { isEdtf } from '#lib/edtf.ts';
import { suggest } from './nearest.ts';
import type { ClaimObject, Party, SimpleObject } from './object-schema.ts';
import type { EntityKindName, Predicate } from './predicate-schema.ts';
import type { KeyPath } from './problem.ts';
import type { Speaker, SpeakerOrAmbiguous } from './speaker-schema.ts';
import type { Check } from './validation-context.ts';

/** The entity exists and, where kinds are given, is of one of them. */
export function checkEntity(
  check: Check,
  path: KeyPath,
  id: string,
  kinds?: readonly EntityKindName[],
): void {
  const known = check.surroundings.entities.get(id);
  if (known === undefined) {
    const mend = 'Declare it in data/entities, or correct the id. Places are written place.<ISO 3166 code>.';
    check.list.add(path, `Unknown entity ${id}`, suggest(id, check.surroundings.entities.keys(), mend));
    return;
  }
  if (kinds !== undefined && !kinds.includes(known.kind)) {
    check.list.add(
      path,
      `${id} is a ${known.kind}, and only ${kinds.join(' or ')} can stand here`,
      'Name another entity, or use another predicate.',
    );
    return;
  }
  if (known.identityWithheld) {
    check.list.add(
      path,
      `The source withheld who ${id} is, so no claim may describe or link that person`,
      'Keep what the source printed as an anonymous speaker of the claim.',
    );
  }
}

export function checkEdtf(check: Check, path: KeyPath, text: string | undefined): void {
  if (text === undefined || isEdtf(text)) return;
  check.list.add(
    path,
    `“${text}” is not a date that we can read`,
    'Write EDTF: 2016, 2016-03, 2016-03-03, 2014~ for about, 2016-01-01/.. for from that day on.',
  );
}

export function checkTerm(check: Check, path: KeyPath, vocabulary: string, code: string): void {
  const codes = check.surroundings.registry.vocabularies.get(vocabulary);
  if (codes === undefined) {
    const names = check.surroundings.registry.vocabularies.keys();
    check.list.add(
      [...path, 'vocabulary'],
      `Unknown vocabulary ${vocabulary}`,
      suggest(vocabulary, names, 'The vocabularies are the files of data/vocabularies.'),
    );
  } else if (!codes.has(code)) {
    check.list.add(
      [...path, 'code'],
      `Unknown code ${code} of ${vocabulary}`,
      suggest(code, codes, `Use a code of data/vocabularies/${vocabulary}.yaml, or add one there.`),
    );
  }
}

/** Predicate known, subject in its domain, object in its range. Returns the predicate when it is known. */
export function checkStatement(
  check: Check,
  path: KeyPath,
  statement: { subject: string; predicate: string; object: ClaimObject },
): Predicate | undefined {
  const { predicates } = check.surroundings.registry;
  const predicate = predicates[statement.predicate];
  if (predicate === undefined) {
    const mend = 'Use a key of data/vocabularies/predicates.yaml, or add one there.';
    check.list.add(
      [...path, 'predicate'],
      `Unknown predicate ${statement.predicate}`,
      suggest(statement.predicate, Object.keys(predicates), mend),
    );
    checkEntity(check, [...path, 'subject'], statement.subject);
    return undefined;
  }
  checkEntity(check, [...path, 'subject'], statement.subject, predicate.domain);
  checkObject(check, [...path, 'object'], statement.object, { key: statement.predicate, predicate });
  return predicate;
}

type Ruled = { key: string; predicate: Predicate };

function checkObject(check: Check, path: KeyPath, object: ClaimObject, ruled: Ruled): void {
  if (object.type !== 'set') {
    checkMember(check, path, object, ruled);
    return;
  }
  if (!ruled.predicate.sets) {
    check.list.add([...path, 'type'], `${ruled.key} takes no set`, 'Write one claim for each value.');
    return;
  }
  for (const [index, member] of object.members.entries()) {
    checkMember(check, [...path, 'members', index], member, ruled);
  }
}

function checkMember(
  check: Check,
  path: KeyPath,
  object: SimpleObject | { type: 'none' },
  { key, predicate }: Ruled,
): void {
  if (!predicate.range.includes(object.type)) {
    check.list.add(
      [...path, 'type'],
      `${key} takes ${predicate.range.join(' or ')}, not ${object.type}`,
      'Change the object, or use another predicate.',
    );
    return;
  }
  switch (object.type) {
    case 'entity':
      checkEntity(check, [...path, 'id'], object.id, predicate.rangeKinds);
      break;
    case 'term':
      if (predicate.vocabulary !== undefined && object.vocabulary !== predicate.vocabulary) {
        check.list.add(
          [...path, 'vocabulary'],
          `${key} takes terms of ${predicate.vocabulary}, not of ${object.vocabulary}`,
          `Use a code of data/vocabularies/${predicate.vocabulary}.yaml.`,
        );
      } else checkTerm(check, path, object.vocabulary, object.code);
      break;
    case 'date':
      checkEdtf(check, [...path, 'edtf'], object.edtf);
      break;
    case 'scope':
      checkEntity(check, [...path, 'place'], object.place, ['place']);
      break;
    case 'work':
      checkWork(check, [...path, 'id'], object.id);
      break;
    case 'claim':
      checkClaimReference(check, [...path, 'id'], object.id);
      break;
    case 'power':
      checkParty(check, [...path, 'holder'], object.holder);
      if (object.counterparty !== undefined)
        checkParty(check, [...path, 'counterparty'], object.counterparty);
      if (object.law !== undefined) checkEntity(check, [...path, 'law'], object.law, ['law']);
      object.objects.forEach((item, index) => {
        if (item.type === 'term') checkTerm(check, [...path, 'objects', index], item.vocabulary, item.code);
        else checkEntity(check, [...path, 'objects', index, 'id'], item.id);
      });
      break;
    case 'flow':
      checkParty(check, [...path, 'from'], object.from);
      checkParty(check, [...path, 'to'], object.to);
      if (object.law !== undefined) checkEntity(check, [...path, 'law'], object.law, ['law']);
      if (object.program !== undefined) checkEntity(check, [...path, 'program'], object.program, ['program']);
      object.categories.forEach((code, index) => {
        checkCategory(check, [...path, 'categories', index], code);
      });
      break;
    default:
  }
}

function checkCategory(check: Check, path: KeyPath, code: string): void {
  const codes = check.surroundings.registry.vocabularies.get('data-categories');
  if (codes?.has(code)) return;
  check.list.add(
    path,
    `Unknown code ${code} of data-categories`,
    suggest(code, codes ?? [], 'Use a code of data/vocabularies/data-categories.yaml, or add one there.'),
  );
}

function checkParty(check: Check, path: KeyPath, party: Party): void {
  if ('entity' in party) checkEntity(check, [...path, 'entity'], party.entity);
  if (!('class' in party)) return;
  for (const [index, id] of party.members.entries()) checkEntity(check, [...path, 'members', index], id);
}

export function checkSpeaker(check: Check, path: KeyPath, speaker: SpeakerOrAmbiguous): void {
  if ('ambiguous' in speaker) {
    for (const [index, reading] of speaker.ambiguous.entries()) {
      checkOneSpeaker(check, [...path, 'ambiguous', index], reading);
    }
  } else checkOneSpeaker(check, path, speaker);
}

function checkOneSpeaker(check: Check, path: KeyPath, speaker: Speaker): void {
  if ('entity' in speaker) checkEntity(check, [...path, 'entity'], speaker.entity);
  else if ('work' in speaker) checkWork(check, [...path, 'work'], speaker.work);
  else if ('spokesperson' in speaker)
    checkEntity(check, [...path, 'spokesperson', 'for'], speaker.spokesperson.for);
  else if ('anonymous' in speaker && speaker.anonymous.affiliation !== undefined) {
    checkEntity(check, [...path, 'anonymous', 'affiliation'], speaker.anonymous.affiliation);
  }
}

function checkWork(check: Check, path: KeyPath, id: string): void {
  const own = [check.file.work.id, ...check.file.cited.map((work) => work.id)];
  if (own.includes(id) || check.surroundings.works.has(id)) return;
  check.list.add(
    path,
    `Unknown work ${id}`,
    suggest(id, own, 'Declare it under “cited”, or ingest its own file first.'),
  );
}

/** A claim of this file by its local id, or of another by `<work slug>.<local id>`. */
export function checkClaimReference(check: Check, path: KeyPath, reference: string): void {
  const local = localIdOf(check.slug, reference);
  const ids = check.file.claims.map((claim) => claim.id);
  if (
    local !== undefined
      ? ids.includes(local) || check.leftOut.has(local)
      : check.surroundings.claims.has(reference)
  )
    return;
  check.list.add(
    path,
    `There is no claim ${reference}`,
    suggest(
      reference,
      ids,
      'Use the id of a claim in this file, or <work slug>.<id> for one of another file.',
    ),
  );
}

/** The local id behind a reference to a claim of this file; undefined for another file's. */
export function localIdOf(slug: string, reference: string): string | undefined {
  if (!reference.includes('.')) return reference;
  return reference.startsWith(`${slug}.`) ? reference.slice(slug.length + 1) : undefined;
}
