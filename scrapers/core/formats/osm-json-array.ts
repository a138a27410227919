import { DossierError } from '#lib/errors.ts';

export type JsonPart =
  /** What stands before the array. */
  { before: unknown } | { element: unknown; index: number } | { rest: unknown };

const maxElement = 1_000_000;
const maxRest = 1_000_000;

/**
 * Takes a JSON document apart: the objects of its long array one by one (the document itself, or the member called `name`), and at last the
 * document without them. Memory stays at one element and one chunk, whatever the size of the file.
 *
 * @throws DossierError `invalid_input` when the document is cut off, is no JSON, or holds one element of more than a million characters
 */
export async function* readJsonArray(
  chunks: AsyncIterable<string>,
  name: 'features' | 'elements',
  where: string,
): AsyncGenerator<JsonPart> {
  const refuse = (what: string, cause?: unknown) =>
    new DossierError('invalid_input', {
      what,
      where,
      mend: 'Fetch the file again; nothing of it was used.',
      cause,
    });
  const opensArray = new RegExp(`"${name}"\\s*:\\s*$`);
  const parse = (text: string): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw refuse('The file is no JSON', error);
    }
  };
  let [rest, carry, depth, index] = ['', '', 0, 0];
  let [inString, escaped, ended] = [false, false, false];
  /** Depth of the elements of the long array; 0 outside of it. */
  let arrayDepth = 0;
  let done = false;
  for await (const chunk of chunks) {
    const text = carry + chunk;
    /** Where the unfinished element, or text of the rest that is not copied yet, begins. */
    let from = 0;
    for (let at = carry.length; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (inString) {
        if (escaped) escaped = false;
        else if (code === 92) escaped = true;
        else if (code === 34) inString = false;
        continue;
      }
      const isSpace = code === 32 || (code >= 9 && code <= 13);
      const betweenElements = arrayDepth > 0 && depth === arrayDepth;
      if (betweenElements && code !== 123 && code !== 93) {
        if (!isSpace && code !== 44) throw refuse(`Element ${index} of the array is no object`);
        from = at + 1;
        continue;
      }
      if (ended && !isSpace) throw refuse('Something follows the end of the JSON document');
      if (code === 34) inString = true;
      else if (code === 123 || code === 91) {
        if (betweenElements) from = at;
        depth += 1;
        if (code === 91 && arrayDepth === 0 && !done && (depth === 1 || depth === 2)) {
          const before = rest + text.slice(from, at);
          if (depth === 1 ? before.trim() === '' : opensArray.test(before)) {
            arrayDepth = depth;
            rest = `${before}[`;
            from = at + 1;
            yield { before: parse(depth === 1 ? '[]' : `${rest}]}`) };
          }
        }
      } else if (code === 125 || code === 93) {
        depth -= 1;
        if (arrayDepth > 0 && depth === arrayDepth) {
          yield { element: parse(text.slice(from, at + 1)), index };
          index += 1;
          from = at + 1;
        } else if (arrayDepth > 0 && depth === arrayDepth - 1) {
          from = at;
          arrayDepth = 0;
          done = true;
        }
        if (depth === 0) ended = true;
      }
    }
    if (arrayDepth > 0) {
      carry = text.slice(from);
      if (carry.length > maxElement) throw refuse(`Element ${index} has more than ${maxElement} characters`);
    } else {
      rest += text.slice(from);
      carry = '';
      if (rest.length > maxRest)
        throw refuse(`The file has more than ${maxRest} characters outside of "${name}"`);
    }
  }
  if (!ended) throw refuse('The JSON is cut off');
  yield { rest: parse(rest) };
}
