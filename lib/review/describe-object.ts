import type { ClaimObject } from '#lib/claims/object-schema.ts';

/** An object on one line, for the person who reviews it; the site words it with the predicate's template. */
export function describeObject(object: ClaimObject, name: (id: string) => string): string {
  switch (object.type) {
    case 'entity':
      return `${name(object.id)}${object.qualifier === undefined ? '' : ` (${object.qualifier})`}`;
    case 'term':
      return `${object.code}${object.raw === undefined ? '' : ` “${object.raw}”`}`;
    case 'text':
    case 'name':
      return object.text;
    case 'date':
      return object.edtf;
    case 'money':
      return `${object.approximate ? 'about ' : ''}${object.amount} ${object.currency}`;
    case 'quantity':
      return `${object.approximate ? 'about ' : ''}${object.value} ${object.unit}`;
    case 'scope':
      return `${name(object.place)}: ${object.relation}`;
    case 'claim':
    case 'work':
      return object.id;
    case 'none':
      return 'none';
    default:
      return JSON.stringify(object);
  }
}
