// The languages that are read with these patterns write Latin letters. Naming those ranges compiles a hundred times faster than \p{L}
// under the flag `i`, which closes over the case of every script.
const letters = 'A-Za-z\\u00c0-\\u024f';
const wordCharacters = `${letters}0-9_`;
const wordStart = `(?<![${wordCharacters}])`;
const wordEnd = `(?![${wordCharacters}])`;

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
      const token = /^\\(?:p\{\w+\}|.)/su.exec(source.slice(index))?.[0] ?? '';
      widened += widenEscape(token, isClass, source.charAt(index - 1));
      index += token.length - 1;
      continue;
    }
    if (character === '[') isClass = true;
    if (character === ']') isClass = false;
    widened += character === ' ' && !isClass ? '\\s+' : character;
  }
  return widened;
}

/** A word edge at the beginning of an alternative or group is where a word starts, any other is where one ends. */
function widenEscape(token: string, isClass: boolean, before: string): string {
  if (token === '\\b' && !isClass)
    return ['', '|', '(', ':', '=', '!', ' '].includes(before) ? wordStart : wordEnd;
  const ranges = { '\\w': wordCharacters, '\\p{L}': letters, '\\p{N}': '0-9' }[token];
  if (ranges === undefined) return token;
  return isClass ? ranges : `[${ranges}]`;
}
