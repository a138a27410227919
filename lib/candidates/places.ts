import type { Hit } from './gazetteer.ts';
import type { FoundName } from './named-bodies.ts';
import type { TextSpan } from './sentences.ts';

/**
 * Places that a sentence names by themselves: a town inside the name of a body or a law (“Delhi Police”) is part of that name. A town whose
 * name stands beside another capitalized word that no list knows is more often somebody's name.
 */
export function findPlaces(text: string, hits: readonly Hit[], taken: readonly TextSpan[]): FoundName[] {
  return hits
    .filter(({ type }) => type === 'place')
    .filter((hit) => !taken.some((span) => span.start < hit.end && hit.start < span.end))
    .filter((hit) => !looksLikePartOfName(text, hit) && !isOrdinaryWord.test(text.slice(hit.start, hit.end)))
    .map(({ start, end, ids }) => ({ start, end, ids }));
}

/** Names of towns that begin sentences and titles as plain words. */
const isOrdinaryWord =
  /^(?:Paul|North|South|East|West|Northern|Southern|Eastern|Western|Centre|Center|Capital|Of|Most|Mobile|Reading|Bath|Nice|Split|Police|Central|Union|Young|Male|Same|Date|March|Legal|Justice|Un|Les|Tours|Sur|Die|Wien|Orange|Enterprise|Independence|Liberty|Surprise|Commerce|Industry|Opportunity|Normal|Sale|Deal|Sandwich|Santa|San|Best|Goes|Eu|Anger|Van|Ban|Como|Para|Villa|Victoria|Sandy|Page|Man|Along|Cary|Salem|Jain|Kumar|Ravi|Roman|Roy|Aurora)$/u;

function looksLikePartOfName(text: string, { start, end, ids }: Hit): boolean {
  // “Union of India” is a party before a court.
  if (/\b(?:Union|Bank) of $/u.test(text.slice(Math.max(0, start - 12), start))) return true;
  if (/^place\.[A-Z]{2}$/.test(ids[0] ?? '')) {
    return /^\s+(?:Times|Post|Today)\b/u.test(text.slice(end, end + 12));
  }
  const before = /(\p{Lu}[\p{L}.]+)\s$/u.exec(text.slice(Math.max(0, start - 30), start))?.[1];
  const after = /^\s(\p{Lu}\p{Ll}+)/u.exec(text.slice(end, end + 30))?.[1];
  const isTitle = before !== undefined && /^(?:New|In|The|At|From|To|City|Greater)$/u.test(before);
  return (before !== undefined && !isTitle && !/[.!?]$/.test(before)) || after !== undefined;
}
