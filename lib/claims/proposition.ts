import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ClaimObject } from './object-schema.ts';

export interface Proposition {
  subject: string;
  predicate: string;
  object: ClaimObject;
  place: string | null;
}

/**
 * Equal for claims that speak of the same thing, whatever their stance, speaker, date or modality:
 * sha256 (hex) of subject, predicate, object and place as canonical JSON (RFC 8785).
 * The source's own spelling (`raw`), a qualifier, an "about" and a population beside a place do not make another
 * proposition; the order of a set's members does not either.
 */
export function propositionKey({ subject, predicate, object, place }: Proposition): string {
  const canonical = canonicalize({ subject, predicate, object: essence(object), place }) ?? '';
  return createHash('sha256').update(canonical).digest('hex');
}

function essence(object: ClaimObject): unknown {
  switch (object.type) {
    case 'entity':
      return { type: object.type, id: object.id };
    case 'term':
      return { type: object.type, vocabulary: object.vocabulary, code: object.code };
    case 'scope':
      return { type: object.type, place: object.place, relation: object.relation };
    case 'money':
      return { type: object.type, amount: object.amount, currency: object.currency };
    case 'quantity':
      return { type: object.type, value: object.value, unit: object.unit, of: object.of };
    case 'set':
      return {
        type: object.type,
        members: object.members.map((member) => canonicalize(essence(member))).sort(),
      };
    case 'flow':
      // Why nobody knows a legal basis is no part of what flows.
      return { ...object, lawUnknown: undefined };
    case 'power':
      return {
        ...object,
        objects: object.objects.map((item) => (item.type === 'term' ? essence(item) : item)),
      };
    default:
      return object;
  }
}
