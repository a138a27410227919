/** A stretch of the file that holds one item; `whole` is false where the file ends, or the next item begins, before its end. */
export interface CutItem {
  tag: 'item' | 'entry';
  text: string;
  whole: boolean;
}

const edge = /<(\/?)((?:[\w-]+:)?(?:item|entry))(?=[\s/>])([^<>]*)>/gi;

/**
 * Cuts a feed into its items by their tags alone, so that one broken item does not take the others along. What stands in CDATA sections and comments
 * is not looked at.
 */
export function cutItems(text: string): CutItem[] {
  const view = text.replace(/<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)/g, (section) =>
    ' '.repeat(section.length),
  );
  const items: CutItem[] = [];
  let open: { tag: CutItem['tag']; start: number } | undefined;
  const close = (end: number, whole: boolean) => {
    if (open !== undefined) items.push({ tag: open.tag, text: text.slice(open.start, end), whole });
    open = undefined;
  };
  for (const match of view.matchAll(edge)) {
    const [found, slash, name = '', rest = ''] = match;
    const tag = /entry$/i.test(name) ? 'entry' : 'item';
    if (slash === '/') {
      if (open?.tag === tag) close(match.index + found.length, true);
      continue;
    }
    // An item within an item: the first one has no end of its own.
    close(match.index, false);
    open = { tag, start: match.index };
    if (rest.trimEnd().endsWith('/')) close(match.index + found.length, true);
  }
  close(text.length, false);
  return items;
}

/** Attributes of the first element that declare namespaces or a base, for reading an item alone. */
export function findRootAttributes(text: string): { namespaces: string; base: string | undefined } {
  const head = text.slice(0, 10_000);
  const roots = [...head.matchAll(/<(?:[\w-]+:)?(?:rss|feed|rdf|channel)\b[^<>]*>/gi)]
    .map(([tag]) => tag)
    .join(' ');
  const namespaces = [...roots.matchAll(/\sxmlns:[\w-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*')/g)].map(([found]) =>
    found.trim(),
  );
  const base = /\sxml:base\s*=\s*["']([^"'<>]+)["']/.exec(roots)?.[1];
  return { namespaces: [...new Set(namespaces)].join(' '), base };
}
