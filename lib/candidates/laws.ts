import { toPattern } from './patterns.ts';
import type { TextSpan } from './sentences.ts';
import type { LanguageWords } from './words/language-words.ts';

/** A law that a sentence speaks of. An unnamed one ("a draft cybersecurity law") can be linked to the act later. */
export type FoundLaw = TextSpan & { named: boolean };

export function findLaws(text: string, words: LanguageWords): FoundLaw[] {
  const found = words.laws.flatMap((source) =>
    [...text.matchAll(toPattern(`(?<![\\p{L}\\p{N}])(?:${source})`, 'gu'))].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      named: isNamed(match[0]),
    })),
  );
  return found
    .filter((law, index) =>
      found.every(
        (other, place) =>
          place === index ||
          other.end <= law.start ||
          law.end <= other.start ||
          law.end - law.start > other.end - other.start ||
          (law.end - law.start === other.end - other.start && index < place),
      ),
    )
    .sort((a, b) => a.start - b.start);
}

/** A name has a capital letter beyond its first, or a number. */
function isNamed(words: string): boolean {
  return /\d/.test(words) || /^.+\p{Lu}/u.test(words) || /^\p{Lu}\p{Ll}+(?:gesetz|ordnung)/u.test(words);
}
