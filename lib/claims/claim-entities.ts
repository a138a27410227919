import type { ClaimEntry } from './file-schema.ts';
import type { ClaimObject, Party } from './object-schema.ts';
import type { SpeakerOrAmbiguous } from './speaker-schema.ts';

export type EntityRole = 'subject' | 'object' | 'speaker' | 'chain' | 'place' | 'party';
type Mention = { entityId: string; role: EntityRole };

/**
 * Every entity that a claim names, each once in a role, for "everything said about X". The employer of a speaker whose identity
 * is withheld is left out: it is a part of what the source printed, and no path to that person.
 */
export function findClaimEntities(claim: ClaimEntry): Mention[] {
  const mentions: Mention[] = [
    { entityId: claim.subject, role: 'subject' },
    ...(claim.place === undefined ? [] : [{ entityId: claim.place, role: 'place' as const }]),
    ...fromObject(claim.object),
    ...fromSpeaker(claim.speaker, 'speaker'),
    ...claim.via.flatMap((speaker) => fromSpeaker(speaker, 'chain')),
  ];
  return [...new Map(mentions.map((mention) => [`${mention.role} ${mention.entityId}`, mention])).values()];
}

function fromObject(object: ClaimObject): Mention[] {
  const named = (entityId: string | undefined): Mention[] =>
    entityId === undefined ? [] : [{ entityId, role: 'object' }];
  switch (object.type) {
    case 'entity':
      return named(object.id);
    case 'scope':
      return [{ entityId: object.place, role: 'place' }];
    case 'set':
      return object.members.flatMap(fromObject);
    case 'power':
      return [
        ...fromParty(object.holder),
        ...(object.counterparty === undefined ? [] : fromParty(object.counterparty)),
        ...named(object.law),
        ...object.objects.flatMap((item) => (item.type === 'entity' ? named(item.id) : [])),
      ];
    case 'flow':
      return [
        ...fromParty(object.from),
        ...fromParty(object.to),
        ...named(object.law),
        ...named(object.program),
      ];
    default:
      return [];
  }
}

function fromParty(party: Party): Mention[] {
  if ('entity' in party) return [{ entityId: party.entity, role: 'party' }];
  return 'class' in party ? party.members.map((entityId) => ({ entityId, role: 'party' })) : [];
}

function fromSpeaker(speaker: SpeakerOrAmbiguous, role: EntityRole): Mention[] {
  if ('ambiguous' in speaker) return speaker.ambiguous.flatMap((reading) => fromSpeaker(reading, role));
  if ('entity' in speaker) return [{ entityId: speaker.entity, role }];
  return 'spokesperson' in speaker ? [{ entityId: speaker.spokesperson.for, role }] : [];
}
