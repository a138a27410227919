/**
 * Offsets into captured text count Unicode code points, as the W3C Text Position selector does; JavaScript strings
 * count UTF-16 units. `CodePointText` holds the bridge, so that a slice costs no scan.
 */
export type CodePointText = {
  text: string;
  /** UTF-16 index of every code point, with the text's own length as the last element. */
  units: Uint32Array;
  /** Number of code points. */
  length: number;
};

export function toCodePointText(text: string): CodePointText {
  const units = new Uint32Array(text.length + 1);
  let count = 0;
  for (let unit = 0; unit < text.length; count += 1) {
    units[count] = unit;
    unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  }
  units[count] = text.length;
  return { text, units: units.subarray(0, count + 1), length: count };
}

/** Text of the code points `start` (inclusive) to `end` (exclusive); bounds outside the text are an error of the caller. */
export function sliceCodePoints(source: CodePointText, start: number, end: number): string {
  const from = source.units[start];
  const to = source.units[end];
  if (from === undefined || to === undefined || end < start) {
    throw new RangeError(`Span ${start}–${end} does not lie in a text of ${source.length} code points`);
  }
  return source.text.slice(from, to);
}

/** One code point as a string, or undefined outside the text. */
export function codePointAt(source: CodePointText, index: number): string | undefined {
  if (index < 0 || index >= source.length) return undefined;
  return source.text.slice(source.units[index], source.units[index + 1]);
}

/** Code point index of a UTF-16 index that lies on a code point's first unit. */
export function toCodePointIndex(source: CodePointText, unit: number): number {
  return lowerBound(source.units, unit);
}

/** First position in an ascending list whose value is not smaller than `wanted`. */
export function lowerBound(ascending: Uint32Array, wanted: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
