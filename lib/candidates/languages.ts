/** Languages that candidates are read in. Chinese has a path of its own, because it puts no spaces between words. */
export const languages = ['en', 'fr', 'de', 'es', 'zh'] as const;
export type Language = (typeof languages)[number];

/** Small words that a text of any length holds, and that the other languages of the list do not share. */
const smallWords: Readonly<Record<string, readonly string[]>> = {
  en: ['the', 'of', 'and', 'to', 'is', 'that', 'with', 'was', 'has', 'by', 'it', 'for'],
  fr: ['le', 'les', 'des', 'et', 'est', 'une', 'du', 'dans', 'qui', 'au', 'sur', 'pour'],
  de: ['der', 'die', 'das', 'und', 'ist', 'nicht', 'den', 'mit', 'von', 'auf', 'dem', 'ein'],
  // Neighbors that we do not read, so that they are not taken for the nearest one that we do.
  nl: ['de', 'het', 'een', 'van', 'en', 'is', 'dat', 'niet', 'met', 'op', 'die', 'heeft'],
  it: ['il', 'di', 'che', 'per', 'una', 'non', 'con', 'del', 'della', 'sono', 'gli', 'nel'],
  pt: ['o', 'os', 'uma', 'não', 'com', 'do', 'da', 'em', 'foi', 'são', 'um', 'ao'],
  es: ['el', 'los', 'las', 'y', 'una', 'del', 'la', 'por', 'con', 'se', 'un', 'ha'],
};

/**
 * Language of a text: the declared one when we read it, else by script, else by small words. Undefined for another language and for a
 * text too short to tell: reading English patterns over it would yield confident nonsense.
 *
 * @param declared BCP 47, as a page or feed says it
 */
export function detectLanguage(text: string, declared?: string): Language | undefined {
  const primary = declared?.trim().toLowerCase().split(/[-_]/)[0];
  if (primary !== undefined && primary !== '' && primary !== 'und') {
    return languages.find((language) => language === primary);
  }
  const sample = text.slice(0, 20_000);
  const letters = count(sample, /\p{L}/gu);
  if (letters === 0) return undefined;
  const han = count(sample, /\p{Script=Han}/gu);
  if (han / letters > 0.3)
    return count(sample, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > han / 20 ? undefined : 'zh';
  if (count(sample, /\p{Script=Latin}/gu) / letters < 0.7) return undefined;
  return readSmallWords(sample);
}

function readSmallWords(sample: string): Language | undefined {
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? [];
  const shares = Object.entries(smallWords).map(([language, list]) => ({
    language,
    share: words.filter((word) => list.includes(word)).length / words.length,
  }));
  const [best, next] = shares.sort((a, b) => b.share - a.share);
  if (best === undefined || next === undefined || best.share < 0.08 || best.share < next.share * 1.5)
    return undefined;
  return languages.find((language) => language === best.language);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
