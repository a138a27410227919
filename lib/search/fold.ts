import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/** Bidirectional and other invisible controls (U+202A–E, U+2066–9, zero-width …): they can only deceive a reader. */
const invisible = /[[\p{Cf}\p{Cc}]--[\t\n\r]]/gv;
const alphabeticMark = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{Mn}*)\p{Mn}/gu;
/** Vowel signs and the tatweel; not hamza and madda, which are parts of letters. */
const arabicMark = /[\u0640\u064B-\u0652\u0656-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED]/g;
const hebrewPoint = /[\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7]/g;
/** Inside a word these join: Xi'an, dang'an, Qur’an, O‘zbek. */
const apostrophe = /(?<=[\p{L}\p{M}\p{N}])['’‘ʻʼʿʾ`´′](?=[\p{L}\p{N}])/gu;
const separator = /[^\p{L}\p{M}\p{N}]+/gu;
const katakana = /[\u30A1-\u30F6]/g;
/** Digits of other scripts (١٢٣, १२३): the zero stands at a multiple of 16, in the later blocks 6 after one. */
const digit = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u09E6-\u09EF]/g;

/** Letters without a Unicode decomposition, as they are commonly written where the keyboard lacks them. */
const plainLetters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  ŋ: 'ng',
  ə: 'e',
  ς: 'σ',
};
const plainLetter = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'gu');

const simplified = new Map(
  traditionalToSimplified.split('|').map((pair) => {
    const [traditional = '', simple = ''] = pair.split(' ');
    return [traditional, simple] as const;
  }),
);

/** Letters of Uyghur, Kazakh and Kurdish in Arabic script that Arabic does not have. */
const notArabic = /[ەېۆۈۇۋڭۅێڕڵھ]|ى(?=\p{L})/u;

/** Removes controls that a reader cannot see but that reorder or hide what is shown. */
export function stripInvisible(text: string): string {
  return text.replace(invisible, '');
}

/**
 * What search compares: the same for a name and for a query. NFKC, lower case, no diacritics on Latin, Greek and
 * Cyrillic letters, no Arabic vowel signs or Hebrew points, hiragana for katakana, simplified for traditional Han
 * characters (OpenCC's table), 0–9 for the digits of Arabic, Persian, Hindi and Bengali, one space for anything that is not a letter or a digit.
 *
 * `Ürümqi` → `urumqi`, `Dang’an` → `dangan`, `維吾爾` → `维吾尔`, `ﻣُﺤَﻤَّﺪ` → `محمد`.
 *
 * @param lang BCP 47 tag of the text. Arabic spelling variants (أ إ آ ى ة) are unified for `ar` only: in Uyghur they are
 * letters of their own. Without a tag the text counts as Arabic unless it holds a letter that Arabic lacks.
 */
export function fold(text: string, lang?: string): string {
  const lower = stripInvisible(text.normalize('NFKC'))
    .toLowerCase()
    .normalize('NFD')
    .replace(alphabeticMark, '');
  const plain = lower
    .normalize('NFC')
    .replace(plainLetter, (letter) => plainLetters[letter] ?? letter)
    .replace(arabicMark, '')
    .replace(hebrewPoint, '')
    .replace(digit, (char) => String((char.charCodeAt(0) - (char.charCodeAt(0) >= 0x966 ? 6 : 0)) % 16))
    .replace(katakana, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
  const spelled = isArabic(plain, lang) ? unifyArabic(plain) : plain;
  const simple = /\p{Script=Han}/u.test(spelled)
    ? Array.from(spelled, (char) => simplified.get(char) ?? char).join('')
    : spelled;
  return simple.replace(apostrophe, '').replace(separator, ' ').trim();
}

function isArabic(text: string, lang: string | undefined): boolean {
  if (!/\p{Script=Arabic}/u.test(text)) return false;
  if (lang !== undefined && lang !== 'und' && lang !== 'mul') return lang === 'ar' || lang.startsWith('ar-');
  return !notArabic.test(text);
}

function unifyArabic(text: string): string {
  return text
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىی]/g, 'ي')
    .replace(/ک/g, 'ك')
    .replace(/ة/g, 'ه');
}

/** Scripts written without spaces between words, and Hangul, whose words carry endings: searched by pairs of letters. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

/** More than any name has; a longer text is searched by its beginning. */
const maxTokens = 200;

/**
 * What the index keeps of a name: its words; where words are not separated, single characters and pairs of neighbors
 * (`监控系统` → 监 监控 控 控系 系 系统 统). Sorted, without repeats.
 */
export function tokens(text: string, lang?: string): string[] {
  return collect(fold(text, lang), true);
}

/** What a query asks the index for: as `tokens`, but single characters only where they stand alone. */
export function queryTokens(text: string, lang?: string): string[] {
  return collect(fold(text, lang), false);
}

function collect(folded: string, withSingles: boolean): string[] {
  const found = new Set<string>();
  for (const word of folded.split(' ')) {
    for (const run of word.match(unspaced) ?? []) addPairs(found, Array.from(run), withSingles);
    for (const rest of word.split(unspaced)) if (rest !== '') found.add(rest);
  }
  return [...found].slice(0, maxTokens).sort();
}

function addPairs(found: Set<string>, chars: string[], withSingles: boolean): void {
  chars.forEach((char, i) => {
    if (withSingles || chars.length === 1) found.add(char);
    const next = chars[i + 1];
    if (next !== undefined) found.add(char + next);
  });
}
