const boundary = '(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_]))';

const compiled = new Map<string, RegExp>();

/**
 * A regular expression from a source of the word lists, compiled once. `\b` and `\w` know letters beyond ASCII here (plain JavaScript ends a
 * word before the “ó” of “negó”), and a space stands for any white space, because blanked markup leaves long gaps between words.
 */
export function toPattern(source: string, flags: string): RegExp {
  const key = `${flags} ${source}`;
  const known = compiled.get(key);
  if (known !== undefined) {
    known.lastIndex = 0;
    return known;
  }
  const made = new RegExp(widen(source), flags);
  compiled.set(key, made);
  return made;
}

function widen(source: string): string {
  let isClass = false;
  let widened = '';
  for (let index = 0; index < source.length; index += 1) {
    const character = source.charAt(index);
    if (character === '\\') {
      const escape = source.slice(index, index + 2);
      index += 1;
      if (escape === '\\b' && !isClass) widened += boundary;
      else if (escape === '\\w') widened += isClass ? '\\p{L}\\p{N}_' : '[\\p{L}\\p{N}_]';
      else widened += escape;
      continue;
    }
    if (character === '[') isClass = true;
    if (character === ']') isClass = false;
    widened += character === ' ' && !isClass ? '\\s+' : character;
  }
  return widened;
}
