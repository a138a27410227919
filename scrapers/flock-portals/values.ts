// What the portals' texts mean. Each was seen on a page: "1,034", "30 days", "-Infinity days", "NA", "Data Unavailable", 0.

export type Reading = { kind: 'number'; value: number } | { kind: 'not_told' } | { kind: 'unreadable' };

/** A whole number, with or without thousands separators and with or without "days"; never a guess. */
export function readNumber(text: string): Reading {
  const bare = text.trim().replace(/\s+days?$/i, '');
  if (bare === '' || /^(?:n\/?a|data unavailable|-?infinity)$/i.test(bare)) return { kind: 'not_told' };
  if (!/^(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})$/.test(bare)) return { kind: 'unreadable' };
  return { kind: 'number', value: Number(bare.replaceAll(',', '')) };
}

/** Names of a comma-separated list; commas inside a pair of parentheses belong to a name. A parenthesis without its partner hides no comma. */
export function splitNames(text: string): string[] {
  const chars = [...text];
  const inPairs = countEnclosingPairs(chars);
  const names: string[] = [];
  let name = '';
  for (const [index, char] of chars.entries()) {
    if (char !== ',' || inPairs[index] !== 0) {
      name += char;
      continue;
    }
    names.push(name);
    name = '';
  }
  return [...names, name].map((part) => part.replace(/\s+/g, ' ').trim()).filter((part) => part !== '');
}

/** For each character the number of closed pairs of parentheses around it. */
function countEnclosingPairs(chars: readonly string[]): number[] {
  const change = new Array<number>(chars.length + 1).fill(0);
  const open: number[] = [];
  for (const [index, char] of chars.entries()) {
    if (char === '(') open.push(index);
    const start = char === ')' ? open.pop() : undefined;
    if (start === undefined) continue;
    change[start] = (change[start] ?? 0) + 1;
    change[index] = (change[index] ?? 0) - 1;
  }
  let depth = 0;
  return chars.map((_, index) => {
    depth += change[index] ?? 0;
    return depth;
  });
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Day of "Sat Jul 20 2024", "July 20, 2024" or an ISO 8601 moment, as YYYY-MM-DD; null for anything else and for days that do not exist. */
export function readDay(text: string): string | null {
  const iso = /^\s*(\d{4})-(\d{2})-(\d{2})(?=T|\s|$)/.exec(text);
  const words = /^\s*(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})\b/i.exec(text);
  const [year, month, day] = iso
    ? [Number(iso[1]), Number(iso[2]), Number(iso[3])]
    : words
      ? [Number(words[3]), months.indexOf((words[1] ?? '').slice(0, 3).toLowerCase()) + 1, Number(words[2])]
      : [0, 0, 0];
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return year >= 2015 && year < 2100 && exists ? date.toISOString().slice(0, 10) : null;
}
