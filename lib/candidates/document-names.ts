import type { Hit } from './gazetteer.ts';
import { type FoundName, findNamedBodies } from './named-bodies.ts';
import { toPattern } from './patterns.ts';
import type { LanguageWords } from './words/language-words.ts';

/** What one document says about its own names, gathered before its sentences are read; each with the entities that it may mean. */
export type DocumentNames = {
  /** Short forms that stand for bodies: explained (`Ministry of Home Affairs (MHA)`), or seen to act like one. */
  acronyms: ReadonlyMap<string, readonly string[] | undefined>;
  /** Names of one body without the word that makes them one: `Amnesty`, `China Electronics Technology`, `Blickfeld`. */
  aliases: ReadonlyMap<string, readonly string[] | undefined>;
};

/** No article shortens more names than this; a text made to be slow might. */
const mostAliases = 300;

/** Acronyms that are no bodies in any text that we read; a text that explains one as something else is believed, too. */
const things =
  /^(?:AI|API|APP|CCTVS?|FRTS?|RTIS?|SOPS?|DNA|PILS?|RFPS?|CEO|CTO|VPN|IP|GPS|ID|URL|PDF|COVID|USA?|UK|UAE|EU|FAQ|IT|ICT|IOT|CDRS?|SMS|TV|PII|ALPRS?|ANPR|IMSI|SIM|QR|NGOS?|MPS?|MLAS?|LSAS?|HRDS?|OK|I+V?|INR|USD|EUR|GBP|AM|PM|NB|HTML|HTTP|JSON|RSS|UTF|NCT|SCC|WP|VS|ISP|FAI|TA|DR|CV|PR|HR|PDPB?|OS|FAQS?|PHD|LGBTQ?|DIY|ATM|PIN|CCPA|GDPR|RGPD|DSGVO)$/i;
const acronym =
  /(?<![\p{L}\p{N}&/#@-])(?:\p{Lu}{3,7}|\p{Lu}\p{Ll}?\p{Lu}\p{L}{0,4}\p{Lu}|(?!Mc)\p{Lu}\p{Ll}\p{Lu})(?![\p{L}\p{N}])/gu;

/** @param view the whole document */
export function gatherNames(
  view: string,
  words: LanguageWords,
  gazetteerHits: readonly Hit[],
): DocumentNames {
  const known: FoundName[] = gazetteerHits.filter((hit) => hit.type === 'organization');
  const bodies = [...known, ...findNamedBodies(view, words)];
  const byEnd = new Map(bodies.toReversed().map((body) => [body.end, body]));
  const acronyms = new Map<string, readonly string[] | undefined>();
  const others = new Set<string>();
  for (const match of view.matchAll(/\(\s*[‘'"“]?\s*(\p{Lu}[\p{L}&]{1,9})\s*[’'"”]?\s*\)/gu)) {
    const short = match[1] ?? '';
    if (things.test(short)) continue;
    const body =
      byEnd.get(view.slice(0, match.index).trimEnd().length) ??
      findExpandedName(view, match.index, short, words);
    if (body !== undefined) acronyms.set(short, body.ids ?? acronyms.get(short));
    else if (findExpansion(view.slice(Math.max(0, match.index - 160), match.index), short) !== undefined)
      others.add(short);
  }
  const isFree = (short: string) => !acronyms.has(short) && !others.has(short) && !things.test(short);
  for (const { start, end, ids } of bodies) {
    const initials = [...view.slice(start, end).matchAll(/(?<!\p{L})\p{Lu}/gu)].join('');
    if (initials.length >= 3 && isFree(initials)) acronyms.set(initials, ids);
  }
  for (const match of view.matchAll(acronym)) {
    const [short] = match;
    if (isFree(short) && actsLikeBody(view, match.index, short)) acronyms.set(short, undefined);
  }
  return { acronyms, aliases: toAliases(view, bodies) };
}

/** Bodies of a sentence that only the rest of the document tells to be such. */
export function findShortForms(text: string, { acronyms, aliases }: DocumentNames): FoundName[] {
  const found: FoundName[] = [];
  const add = (start: number, name: string, ids: readonly string[] | undefined) =>
    found.push({ start, end: start + name.length, ...(ids !== undefined && { ids }) });
  for (const match of text.matchAll(acronym)) {
    if (acronyms.has(match[0])) add(match.index, match[0], acronyms.get(match[0]));
  }
  for (const [alias, ids] of aliases) {
    for (let at = text.indexOf(alias); at !== -1; at = text.indexOf(alias, at + alias.length)) {
      const isWord =
        !/[\p{L}\p{N}]/u.test(text.charAt(at - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(at + alias.length));
      if (isWord) add(at, alias, ids);
    }
  }
  return found;
}

/** Full names before acronyms in brackets, where their letters fit and they begin like a body. */
export function findExpandedNames(text: string, words: LanguageWords): FoundName[] {
  return [...text.matchAll(/\s*\(\s*(\p{Lu}[\p{L}&]{1,9})\s*\)/gu)].flatMap((match) => {
    const name = findExpandedName(text, match.index, match[1] ?? '', words);
    return name === undefined ? [] : [name];
  });
}

function findExpandedName(
  text: string,
  at: number,
  short: string,
  words: LanguageWords,
): FoundName | undefined {
  const before = text.slice(0, at).trimEnd();
  const full = findExpansion(before.slice(-160), short);
  if (
    full === undefined ||
    !words.organizations.some((source) => toPattern(`^(?:${source})`, 'u').test(full))
  )
    return undefined;
  return { start: before.length - full.length, end: before.length };
}

/** The end of a text whose words begin with these letters, small joining words aside. */
function findExpansion(before: string, short: string): string | undefined {
  const tokens = [...before.matchAll(/[\p{L}\p{N}’'-]+/gu)];
  const letters = [...short.toLowerCase()];
  let letter = letters.length - 1;
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    const token = tokens[index]?.[0].toLowerCase() ?? '';
    if (token.replace(/^[ld]['’]/, '').startsWith(letters[letter] ?? '')) letter -= 1;
    else if (!/^(?:of|for|and|the|de|des|du|la|le|les|et|y|del|für|und|der|on|to|in|l|d)$/.test(token))
      return undefined;
    if (letter < 0) return before.slice(tokens[index]?.index ?? 0).trimEnd();
  }
  return undefined;
}

/** An acronym that owns, does or is asked something is a body; one before a noun is mostly a thing. */
function actsLikeBody(view: string, at: number, short: string): boolean {
  const before = view.slice(Math.max(0, at - 24), at);
  const after = view.slice(at + short.length, at + short.length + 30);
  if (/^['’]s\s/u.test(after)) return true;
  const isClosed =
    /^(?:[.,;:)]|\s+(?:to|for|in|on|at|by|and|or|under|with|which|who|that|has|have|had|is|was|requesting|asking|seeking|demanding)\s)/u.test(
      after,
    );
  if (
    isClosed &&
    /\b(?:by|with|from|to|at|against|before|asked|told|of|under) (?:the )?$/iu.test(
      before.replace(/\s+/g, ' '),
    )
  )
    return true;
  return /^,?\s+(?:has|had|will|said|says|stated|failed|refused|did|does|filed|wrote|released|issued|ordered|plans?|works?|to (?:adjudicate|provide|explain|disclose))\s/u.test(
    after,
  );
}

/** A form of company, or the last word of a name that people leave away. */
const droppable =
  /\s+(?:Group|Inc|Ltd|LLC|Corp|Corporation|Company|Pvt(?:\.?\s+Ltd)?|PLC|plc|Co|GmbH|AG|SE|KG|S\.?\s?A\.?|S\.?\s?L\.?|International|Institution|Foundation|Institute|Technologies|Technology)\.?$/u;

function toAliases(view: string, bodies: readonly FoundName[]): DocumentNames['aliases'] {
  const aliases = new Map<string, readonly string[] | undefined>();
  // A word that the text also writes small is a plain word at the beginning of a sentence.
  const small = new Set(view.match(/(?<!\p{L})\p{Ll}+/gu));
  const add = (alias: string, ids: readonly string[] | undefined) => {
    const isPlain = !alias.includes(' ') && small.has(alias.toLowerCase());
    if (alias.length < 3 || isPlain || aliases.size >= mostAliases) return;
    aliases.set(alias, aliases.get(alias) ?? ids);
  };
  for (const { start, end, ids } of bodies) {
    const full = view.slice(start, end).replace(/\s+/gu, ' ');
    const short = full.replace(droppable, '').replace(/^(?:Firma|Empresa|Société)\s+/u, '');
    if (short !== full) add(short, ids);
  }
  for (const found of findInContext(view)) if (!things.test(found)) add(found, undefined);
  return aliases;
}

const name = '\\p{Lu}[\\p{L}\\p{N}&-]+(?: \\p{Lu}[\\p{L}\\p{N}&-]+){0,2}';

/** Names that stand where only a body can: “an X spokesman”, “companies including X; Y, …; and Z”, “X, a vendor”, “the company X”. */
const contexts = [
  `(${name}) spokes(?:man|woman|person|people)\\b`,
  `spokes(?:man|woman|person) (?:for|of) (${name})`,
  `(?:compan(?:y|ies)|firms?|vendors?|contractors?|start-?ups?) (?:called |named |including |such as |like )(${name})`,
  `(${name}), (?:a|an|the|which|operator|maker|developer|owner|\\p{Lu}\\p{L}+['’]s)(?: (?!for |of |at |with |who |by )[\\p{L}-]+){0,5} (?:company|firm|vendor|contractor|start-?up|engine|operator|maker|app|site|manufacturer|developer)\\b`,
  `(${name}), (?:operator|maker|developer|owner) of\\b`,
  `(${name}), which (?:controls|owns|operates|makes|sells|runs|supplies)\\b`,
  `(?:Firma|empresa|compañía|société|entreprise) (${name})`,
] as const;

function findInContext(view: string): string[] {
  const plain = view.replace(/\s+/gu, ' ');
  return contexts
    .flatMap((source) => [...plain.matchAll(toPattern(source, 'gu'))].map((match) => match[1] ?? ''))
    .map((found) => found.replace(/^(?:The|A|An|But|And|In|Another|One)\s+/u, ''));
}
