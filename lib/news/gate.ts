import { z } from 'zod';
import { surveillance as chinese } from '#lib/candidates/chinese.ts';
import { wordsOf } from '#lib/candidates/language-tables.ts';
import { type Language, languages } from '#lib/candidates/languages.ts';
import { toPattern } from '#lib/candidates/patterns.ts';
import { toPlainView } from '#lib/candidates/plain-view.ts';
import { judgeText } from '#lib/candidates/read-text.ts';
import { actors, ambiguous, means, names, phrases } from './gate-words.ts';

/** Changes with the words or the sum, so that an old verdict can be told from today's. */
export const listingGateVersion = 'listing@1';
export const textGateVersion = 'text@1';

/** What a gate said, and by which words: a person must be able to see why a story was put aside. */
export const gateVerdict = z.strictObject({
  version: z.string(),
  isRelevant: z.boolean(),
  score: z.number().nonnegative(),
  /** What the sum must reach. */
  needed: z.number(),
  words: z.array(z.strictObject({ word: z.string(), count: z.int().positive(), worth: z.number() })),
});
export type GateVerdict = z.infer<typeof gateVerdict>;

type Found = GateVerdict['words'][number];

/**
 * Is a story worth fetching, by its title and summary? A sum over the different words found: 1 for a word of surveillance or a name that such reports turn on,
 * 1/2 for a word that other news uses too; 1 is needed. The words of all languages are looked for, because titles are too short to tell their
 * language and feeds often declare another.
 */
export function judgeListing({ title, summary }: { title: string; summary: string }): GateVerdict {
  const text = `${title}\n${summary}`;
  const words = findWords(text);
  const pair = words.some(({ worth }) => worth === 1) ? [] : findPair(text);
  words.push(...pair.filter((one) => !words.some(({ word }) => word === one.word)));
  const score = words.reduce((sum, { worth }) => sum + worth, 0);
  return { version: listingGateVersion, isRelevant: score >= 1, score, needed: 1, words };
}

/**
 * Is the text of an article about surveillance? As the candidates judge it (three words of surveillance, or two different ones), of which
 * one must be a word that other news does not use.
 */
export function judgeArticle(text: string, language: Language): GateVerdict {
  const words = findWords(toPlainView(text), language);
  const { isRelevant } = judgeText(text, language);
  const score = words.reduce((sum, { worth }) => sum + worth, 0);
  return {
    version: textGateVersion,
    isRelevant: isRelevant && words.some(({ worth }) => worth === 1),
    score,
    needed: 1,
    words,
  };
}

const latin = languages.filter((language) => language !== 'zh');

function findWords(view: string, language?: Language): Found[] {
  const found = new Map<string, Found>();
  // A word that several lists hold counts once at each place.
  const taken = new Set<number>();
  const read = (pattern: RegExp, worthOf: (word: string) => number) => {
    for (const { 0: match, index } of view.matchAll(pattern)) {
      if (taken.has(index)) continue;
      taken.add(index);
      const word = match.replace(/\s+/gu, ' ').toLowerCase();
      const known = found.get(word);
      if (known === undefined) found.set(word, { word, count: 1, worth: worthOf(word) });
      else known.count += 1;
    }
  };
  const isAmbiguous = toPattern(`^(?:${ambiguous})$`, 'iu');
  const worthOf = (word: string) => (isAmbiguous.test(word) ? 0.5 : 1);
  for (const one of latin)
    if (language === undefined || language === one) read(toPattern(wordsOf(one).strong, 'giu'), worthOf);
  if (language === undefined || language === 'zh') read(chinese, worthOf);
  read(toPattern(names, 'gu'), () => 1);
  if (language === undefined) read(toPattern(phrases, 'giu'), () => 1);
  return withoutForms([...found.values()]);
}

/** The first sentence that names somebody who watches and something to watch with. */
function findPair(text: string): Found[] {
  for (const sentence of text.split(/(?<=[.!?。！？])\s*|\n/u)) {
    const actor = toPattern(actors, 'iu').exec(sentence)?.[0];
    const mean = actor === undefined ? undefined : toPattern(means, 'iu').exec(sentence)?.[0];
    if (actor === undefined || mean === undefined) continue;
    return [actor, mean].map((word) => ({ word: word.toLowerCase(), count: 1, worth: 0.5 }));
  }
  return [];
}

/** Forms of one word count once: “camera” and “cameras”, “surveillance” and “surveilled”. */
function withoutForms(words: readonly Found[]): Found[] {
  const byStem = Map.groupBy(words, ({ word }) => word.replace(/\P{L}/gu, '').slice(0, 7));
  return [...byStem.values()].map((forms) => {
    const [first] = forms.toSorted((a, b) => b.worth - a.worth || b.count - a.count);
    const count = forms.reduce((sum, form) => sum + form.count, 0);
    return { word: first?.word ?? '', worth: first?.worth ?? 0, count };
  });
}
