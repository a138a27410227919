import type { Field } from './ask-field.ts';

/** The key that asks for each field. */
export const fieldKeys: Readonly<Record<string, Field>> = {
  s: 'subject',
  p: 'predicate',
  o: 'object',
  t: 'stance',
  m: 'modality',
  a: 'act',
  k: 'speaker',
  i: 'said',
  v: 'valid',
  l: 'place',
  w: 'says',
  g: 'grade',
  c: 'note',
};
