/** What could follow what is typed: the rest of the word with the blank after it, and the rest of the earlier line that it comes from. */
export type Completion = { word: string; line: string };

/** What a line may be completed from: the text under review, and what was written about it before. */
export type Phrases = { source: readonly string[]; written: readonly string[] };

type Place = { line: number; word: number };

/** Longer contexts are rare and tell no more. */
const longestContext = 3;
/** Keys that no run of words can be: words hold no blanks at their ends. */
const firstKey = ' first';
const toLetterKey = (word: string) => ` ${[...word][0] ?? ''}`;

/**
 * Completes words from what was written before: the wordings, notes and reasons of this review, and the text under review. It offers only
 * words that stand there, after the longest run of words that was followed by them before, the latest use first. Runs in a terminal and in a browser.
 */
export class PhraseBook {
  readonly #lines: string[][] = [];
  /** Folded run of words → places of the word after it, oldest first. */
  readonly #after = new Map<string, Place[]>();

  /** Lines before this one are of the source: their words are offered, and never their sentences, which are not ours to copy. */
  readonly #written: number;

  /** @param written oldest first, so that what was written last is offered first */
  constructor({ source, written }: Phrases) {
    for (const text of source) this.#add(text);
    this.#written = this.#lines.length;
    for (const text of written) this.#add(text);
  }

  #add(text: string): void {
    const words = text.split(/\s+/u).filter((word) => word !== '');
    const line = this.#lines.push(words) - 1;
    words.forEach((_, word) => {
      for (let length = 1; length <= Math.min(longestContext, word); length += 1)
        this.#push(toKey(words.slice(word - length, word)), { line, word });
      this.#push(toLetterKey(words[word] ?? ''), { line, word });
      if (word === 0) this.#push(firstKey, { line, word });
    });
  }

  #push(key: string, place: Place): void {
    const places = this.#after.get(key);
    if (places === undefined) this.#after.set(key, [place]);
    else places.push(place);
  }

  /** @param text everything typed so far; a text that ends in a blank begins a word */
  complete(text: string): Completion | undefined {
    const words = text.split(/\s+/u);
    const begun = words.pop() ?? '';
    const before = words.filter((word) => word !== '');
    const found = this.#continue(before, begun);
    if (found !== undefined || begun === '') return found;
    // The word stands there whole: what follows it begins with a blank.
    const next = this.#follow([...before, begun]);
    return next && { word: ` ${next.word}`, line: ` ${next.line}` };
  }

  /** What follows these words, when the last one is whole. */
  #follow(before: readonly string[]): Completion | undefined {
    for (let length = Math.min(longestContext, before.length); length > 0; length -= 1) {
      const found = this.#find(toKey(before.slice(-length)), '');
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #continue(before: readonly string[], begun: string): Completion | undefined {
    if (before.length === 0) {
      const first = this.#find(firstKey, begun);
      if (first !== undefined || begun === '') return first;
    }
    for (let length = Math.min(longestContext, before.length); length > 0; length -= 1) {
      const found = this.#find(toKey(before.slice(-length)), begun);
      if (found !== undefined) return found;
    }
    return begun === '' ? undefined : this.#find(toLetterKey(begun), begun);
  }

  /** Of the words that follow this context and begin so: the one used most, among equals the latest. */
  #find(context: string, begun: string): Completion | undefined {
    const counts = new Map<string, { count: number; place: Place }>();
    for (const place of this.#after.get(context) ?? []) {
      const word = this.#lines[place.line]?.[place.word] ?? '';
      if (!word.startsWith(begun) || word === begun) continue;
      counts.set(word, { count: (counts.get(word)?.count ?? 0) + 1, place });
    }
    let best: { word: string; count: number; place: Place } | undefined;
    for (const [word, { count, place }] of counts) {
      if (best === undefined || count > best.count || (count === best.count && isLater(place, best.place)))
        best = { word, count, place };
    }
    if (best === undefined) return undefined;
    const line = this.#lines[best.place.line] ?? [];
    const isLast = best.place.word === line.length - 1;
    const word = `${best.word.slice(begun.length)}${isLast ? '' : ' '}`;
    const isSource = best.place.line < this.#written;
    return { word, line: isSource ? word : line.slice(best.place.word).join(' ').slice(begun.length) };
  }
}

function isLater(a: Place, b: Place): boolean {
  return a.line > b.line || (a.line === b.line && a.word > b.word);
}

function toKey(words: readonly string[]): string {
  return words.join(' ').toLowerCase();
}
