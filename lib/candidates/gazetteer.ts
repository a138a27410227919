import type { TextSpan } from './sentences.ts';

/** A name that we already hold, with the entity that it means. */
export type KnownName = {
  name: string;
  /** Entity id (`org.baidu`, `place.CN-XJ`). */
  id: string;
  type: 'organization' | 'place';
  /** Languages that the name belongs to; absent for names that are the same everywhere. */
  languages?: readonly string[];
};

type Node = { next: Map<string, Node>; known: KnownName[] };

/** Names by their words, in the letters that they are written in: folded letters would find towns in “march” and “effort”. */
export type Gazetteer = { words: Node; characters: Node };

/** A name in a text, with every entity that bears it, in the order in which they were given. */
export type Hit = TextSpan & { type: KnownName['type']; ids: readonly string[] };

export function toGazetteer(names: Iterable<KnownName>): Gazetteer {
  const gazetteer: Gazetteer = { words: toNode(), characters: toNode() };
  for (const known of names) {
    const isHan = /\p{Script=Han}/u.test(known.name);
    const parts = isHan ? [...known.name] : splitWords(known.name).map(({ text }) => text);
    if (parts.length === 0 || known.name.length < 2) continue;
    let node = isHan ? gazetteer.characters : gazetteer.words;
    for (const part of parts) {
      const next = node.next.get(part) ?? toNode();
      node.next.set(part, next);
      node = next;
    }
    node.known.push(known);
  }
  return gazetteer;
}

function toNode(): Node {
  return { next: new Map(), known: [] };
}

/** The longest known name at each place, from left to right, never overlapping. A possessive ending is no part of a name. */
export function findKnownNames(view: string, gazetteer: Gazetteer, language: string): Hit[] {
  const isHan = language === 'zh';
  const parts = isHan ? splitCharacters(view) : splitWords(view);
  const root = isHan ? gazetteer.characters : gazetteer.words;
  const hits: Hit[] = [];
  for (let index = 0; index < parts.length; ) {
    const match = findLongest(parts, index, root, language);
    if (match === undefined) {
      index += 1;
      continue;
    }
    const [first] = match.known;
    hits.push({
      start: parts[index]?.start ?? 0,
      end: parts[match.last]?.end ?? 0,
      type: first.type,
      ids: [...new Set(match.known.filter(({ type }) => type === first.type).map(({ id }) => id))].slice(
        0,
        mostIds,
      ),
    });
    index = match.last + 1;
  }
  return hits;
}

/** “Springfield Police Department” is the name of many; a reviewer chooses among the first few. */
const mostIds = 8;

type Match = { last: number; known: readonly [KnownName, ...KnownName[]] };

type Part = TextSpan & { text: string };

function findLongest(parts: readonly Part[], from: number, root: Node, language: string): Match | undefined {
  let node: Node | undefined = root;
  let found: Match | undefined;
  for (let index = from; node !== undefined && index < parts.length; index += 1) {
    node = node.next.get(parts[index]?.text ?? '');
    const [first, ...others] = (node?.known ?? []).filter(
      ({ languages }) => languages === undefined || languages.includes(language),
    );
    if (first !== undefined) found = { last: index, known: [first, ...others] };
  }
  return found;
}

function splitWords(text: string): Part[] {
  return [...text.matchAll(/(?:\p{Lu}\.){2,}|[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function splitCharacters(text: string): Part[] {
  return [...text.matchAll(/./gsu)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}
