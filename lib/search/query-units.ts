import type { SqlClient } from '#lib/postgres/sql.ts';
import { fold, queryTokens } from './fold.ts';
import { romanize } from './romanize.ts';
import { findStems, type StemRequest, toQueryStemmers } from './stems.ts';
import { joinDigits } from './words.ts';

/** One word of a query (or one pair of characters) and every spelling of it that documents may hold. */
export type QueryUnit = {
  /** 1 for a word, less for pairs of characters, of which one word has several. */
  weight: number;
  spellings: string[];
  /** Stems of it: what other forms of the word share, and sometimes another word. */
  stems: string[];
  /** What it begins with, and for a word that no document holds, words like it: mistyped, or with an unknown ending. */
  alike: string[];
};

const pairWeight = 0.5;
const shortestAlike = 4;
const shortestBeginning = 5;
/** Of pg_trgm: one letter missing or wrong in a word of seven. */
const leastAlike = 0.45;
const mostAlike = 6;

/**
 * What a query asks of documents. Stop words (in any language of the script) ask nothing, unless there is nothing else.
 * Numbers are read without separators, `ae` also as `ä`.
 */
export async function toQueryUnits(client: SqlClient, q: string): Promise<QueryUnit[]> {
  const plain = joinDigits(q).normalize('NFC').toLowerCase();
  const words = plain.split(/[^\p{L}\p{M}\p{N}'’ʼ]+/u).filter((word) => fold(word) !== '');
  const stems = await findStems(client, words.flatMap(toRequests));
  const asking = words.filter((word) => !toRequests(word).some((request) => stems.isStop(request)));
  const compact = toCompact(words);
  const units = (asking.length === 0 ? words : asking).flatMap((word) =>
    toUnits(
      word,
      toRequests(word).flatMap((request) => stems.get(request)),
      compact,
    ),
  );
  await addAlike(client, units);
  return units;
}

/** The word as written and as folded: people leave accents out. */
function toRequests(word: string): StemRequest[] {
  if (/\p{Nd}/u.test(word)) return [];
  return [...new Set([word, fold(word)])].flatMap((form) =>
    toQueryStemmers(form).map((lang) => ({ word: form, lang })),
  );
}

function toUnits(word: string, stems: readonly string[], compact: readonly string[]): QueryUnit[] {
  const folded = fold(word);
  const parts = queryTokens(word);
  const [only] = parts;
  if (parts.length === 1 && only === folded) {
    const spellings = [...new Set([folded, ...umlauts(folded), ...arabic(word), ...compact])];
    return [
      {
        weight: 1,
        spellings,
        stems: [...new Set(stems)].filter((stem) => !spellings.includes(stem)),
        alike: [],
      },
    ];
  }
  // Words of scripts without spaces, or mixed with others (`5G网络`).
  return parts.map((part) => ({
    weight: /^[\p{L}\p{N}]{2}$/u.test(part) && !/\p{Script=Latin}/u.test(part) ? pairWeight : 1,
    spellings: [part],
    stems: [],
    alike: [],
  }));
}

/** Germans without umlauts on their keyboard write ae, oe, ue. */
function umlauts(folded: string): string[] {
  const plain = folded.replace(/([aou])e/g, '$1');
  return plain === folded ? [] : [plain];
}

/** Letters in Arabic script count as Arabic and as another language. */
function arabic(word: string): string[] {
  return /\p{Script=Arabic}/u.test(word) ? [fold(word, 'ar'), fold(word, 'ug')] : [];
}

/** `first mile` → firstmile, as documents hold short names. */
function toCompact(words: readonly string[]): string[] {
  if (words.length < 2 || words.length > 3) return [];
  const joined = words.map((word) => fold(word)).join('');
  return /^[\p{Script=Latin}\p{Nd}]{4,24}$/u.test(joined) ? [joined] : [];
}

/** `nigerianische` begins with nigeria: endings make words of other words in most languages. */
function toBeginnings(word: string): string[] {
  const letters = Array.from(word);
  const longest = letters.length - 1;
  return Array.from({ length: Math.max(0, longest - shortestBeginning + 1) }, (_, cut) =>
    letters.slice(0, longest - cut).join(''),
  );
}

async function addAlike(client: SqlClient, units: readonly QueryUnit[]): Promise<void> {
  const { rows: known } = await client.query<{ word: string }>(
    'select word from search_word where word = any ($1::text[])',
    [units.flatMap(({ spellings, stems }) => [...spellings, ...stems])],
  );
  const held = new Set(known.map(({ word }) => word));
  for (const unit of units) {
    const [word = ''] = unit.spellings;
    if (Array.from(word).length < shortestAlike || /\p{Nd}/u.test(word)) continue;
    const forms = [...unit.spellings, ...unit.stems];
    const roman = romanize(word) ?? word;
    const isKnown = forms.some((form) => held.has(form));
    if (isKnown && units.length === 1) continue;
    const likeness = 'greatest(similarity(word, $1::text), similarity(word, $2::text))';
    const alike = `(word % $1::text or word % $2::text) and ${likeness} >= ${leastAlike}`;
    const { rows } = await client.query<{ word: string }>(
      `select word from search_word where word = any ($3::text[]) ${isKnown ? '' : `or ${alike}`}
        order by ${likeness} desc, word limit ${mostAlike}`,
      [word, roman, toBeginnings(word)],
    );
    unit.alike.push(...rows.map((row) => row.word).filter((found) => !forms.includes(found)));
  }
}
