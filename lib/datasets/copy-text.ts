/** A value of a column, before it is written for COPY. Objects are JSON; arrays of text or numbers are Postgres arrays. */
export type CopyValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly string[]
  | readonly number[]
  | JsonValue;

/** Marks a value as JSON, because an array could be either. */
export class JsonValue {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escapeText = (text: string) =>
  text.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character);
const quoteElement = (element: string | number) =>
  typeof element === 'number'
    ? String(element)
    : `"${element.replace(/["\\]/g, (character) => `\\${character}`)}"`;

function toCell(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`${value} cannot be stored`);
    return String(value);
  }
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value === 'string') return escapeText(value);
  if (value instanceof JsonValue) return escapeText(JSON.stringify(value.value));
  return escapeText(`{${value.map(quoteElement).join(',')}}`);
}

/** One row in the text format of COPY (PostgreSQL manual, "COPY", File Formats), with its line end. NUL is refused by Postgres itself. */
export function toCopyLine(values: readonly CopyValue[]): string {
  return `${values.map(toCell).join('\t')}\n`;
}
