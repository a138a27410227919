/** A sentence in pieces, so that names become links and a source's own words keep their language. */
export type EntityRef = {
  id: string;
  kind: 'program' | 'organization' | 'person' | 'law' | 'provision' | 'place' | 'technology';
  label: string;
  lang: string;
  /** The label is ours: no source names the thing. */
  workingTitle: boolean;
  href: string;
};

export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'entity'; ref: EntityRef }
  /** Words of a source or dataset, in their language when it is known. */
  | { kind: 'data'; text: string; lang?: string }
  | { kind: 'link'; text: string; href: string };

export function text(value: string): Piece {
  return { kind: 'text', text: value };
}

/** The pieces as plain text: for titles, descriptions and feeds. */
export function toPlainText(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (piece.kind === 'entity' ? labelText(piece.ref) : piece.text)).join('');
}

/** A label as it is printed: a working title stands in square brackets. */
export function labelText(ref: Pick<EntityRef, 'label' | 'workingTitle'>): string {
  return ref.workingTitle ? `[${ref.label}]` : ref.label;
}

/** Fills `{name}` of a template with pieces; a name without pieces leaves nothing behind. */
export function fillPieces(template: string, values: Record<string, readonly Piece[]>): Piece[] {
  const pieces: Piece[] = [];
  for (const part of template.split(/(\{\w+\})/)) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name !== undefined) pieces.push(...(values[name] ?? []));
    else if (part !== '') pieces.push(text(part));
  }
  return mergeText(pieces);
}

/** "a, b and c" of pieces, by the list rules of the language. */
export function listPieces(items: readonly (readonly Piece[])[], locale: string): Piece[] {
  const list = new Intl.ListFormat(locale === 'en' ? 'en-GB' : locale, { type: 'conjunction' });
  const pieces = list
    .formatToParts(items.map((_, index) => String(index)))
    .flatMap((part) =>
      part.type === 'element' ? [...(items[Number(part.value)] ?? [])] : [text(part.value)],
    );
  return mergeText(pieces);
}

/** The first letter upper-case, when it is ours to change: never inside a name or a source's words. */
export function capitalize(pieces: readonly Piece[]): Piece[] {
  const [first, ...rest] = pieces;
  if (first === undefined) return [];
  if (first.kind !== 'text') return [...pieces];
  return [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest];
}

function mergeText(pieces: readonly Piece[]): Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text')
      merged[merged.length - 1] = text(last.text + piece.text);
    else merged.push(piece);
  }
  return merged;
}
