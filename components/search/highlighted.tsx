import { toHighlights } from '#lib/search/highlight.ts';

/** A text with the words of the query marked. */
export function Highlighted({ text, query }: { text: string; query: string }) {
  return toHighlights(text, query).map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move, and equal ones may repeat
    piece.hit ? <mark key={index}>{piece.text}</mark> : piece.text,
  );
}
