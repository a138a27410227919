import { type DocumentNames, findExpandedNames, findShortForms } from './document-names.ts';
import type { Hit } from './gazetteer.ts';
import { type FoundName, findNamedBodies } from './named-bodies.ts';
import type { TextSpan } from './sentences.ts';
import type { LanguageWords } from './words/language-words.ts';

/** Bodies that one sentence names: known ones, by their form, by an acronym or a short form that the document explains. */
export function findOrganizations(
  text: string,
  words: LanguageWords,
  hits: readonly Hit[],
  names: DocumentNames,
): FoundName[] {
  const known = hits
    .filter((hit) => hit.type === 'organization')
    .map(({ start, end, ids }) => ({ start, end, ids }));
  return keepOuter([
    ...known,
    ...findNamedBodies(text, words),
    ...findShortForms(text, names),
    ...findExpandedNames(text, words),
  ]);
}

/** Longer spans swallow those inside them; of two equal ones the known one stays. */
export function keepOuter<T extends TextSpan & { ids?: readonly string[] }>(spans: readonly T[]): T[] {
  const kept: T[] = [];
  const longestFirst = [...spans].sort(
    (a, b) =>
      b.end - b.start - (a.end - a.start) || Number(b.ids !== undefined) - Number(a.ids !== undefined),
  );
  for (const span of longestFirst) {
    if (!kept.some((other) => other.start < span.end && span.start < other.end)) kept.push(span);
  }
  return kept.sort((a, b) => a.start - b.start);
}
