import type { TextSpan } from './sentences.ts';

/** `value` is a decimal number without separators; `unit` is an ISO 4217 code for money, else the word after the number. */
export type FoundAmount = TextSpan & { type: 'money' | 'quantity'; value: string; unit: string };

const currencies: Readonly<Record<string, string>> = {
  $: 'USD',
  us$: 'USD',
  dollars: 'USD',
  dólares: 'USD',
  '€': 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  '£': 'GBP',
  pounds: 'GBP',
  'rs.': 'INR',
  rs: 'INR',
  inr: 'INR',
  rupees: 'INR',
  yuan: 'CNY',
  yen: 'JPY',
};

const scales: Readonly<Record<string, number>> = {
  thousand: 3,
  mille: 3,
  mil: 3,
  tausend: 3,
  lakh: 5,
  million: 6,
  millions: 6,
  millón: 6,
  millones: 6,
  millionen: 6,
  crore: 7,
  crores: 7,
  billion: 9,
  milliarde: 9,
  milliarden: 9,
  milliard: 9,
  milliards: 9,
};

const scale = Object.keys(scales)
  .sort((a, b) => b.length - a.length)
  .join('|');
const number = '\\d{1,3}(?:[,. ]\\d{2,3})+(?:[.,]\\d{1,2})?(?!\\d)|\\d+(?:[.,]\\d{1,2})?';
const money = new RegExp(
  `(?:(US\\$|[$€£]|\\bRs\\.?|\\bINR)\\s*(${number})(?:\\s+(${scale}))?\\b)|(?:(?<![\\d.,])(${number})(?:\\s+(${scale}))?(?:\\s+(?:de|d['’]))?\\s*(€|INR\\b|rupees\\b|yuan\\b|yen\\b|dollars\\b|dólares\\b|euros?\\b|pounds\\b))`,
  'giu',
);
const quantity = new RegExp(
  `(?<![\\d.,/-])(?:(${number})(?:\\s+(${scale}))?)\\s+(?:[\\p{L}-]+\\s+)?(cameras?|CCTVs?|schools|stations|images|faces|people|persons|residents|citizens|requests|orders|applications|locations|intersections|drones|caméras|personnes|cámaras|personas|Kameras|Personen|Reisenden|records|calls|days|jours|días|Tagen|Stunden)\\b`,
  'giu',
);

/** Money and counts with what is counted; years, section numbers and dates are none. */
export function findAmounts(text: string): FoundAmount[] {
  const found: FoundAmount[] = [];
  for (const match of text.matchAll(money)) {
    const sign = (match[1] ?? match[6] ?? '').toLowerCase();
    const unit = currencies[sign];
    const value = toDecimal(match[2] ?? match[4] ?? '', match[3] ?? match[5]);
    if (unit !== undefined && value !== undefined) found.push(toAmount(match, 'money', value, unit));
  }
  for (const match of text.matchAll(quantity)) {
    const value = toDecimal(match[1] ?? '', match[2]);
    if (value !== undefined) found.push(toAmount(match, 'quantity', value, (match[3] ?? '').toLowerCase()));
  }
  return found.sort((a, b) => a.start - b.start);
}

function toAmount(
  match: RegExpExecArray,
  type: FoundAmount['type'],
  value: string,
  unit: string,
): FoundAmount {
  return { start: match.index, end: match.index + match[0].length, type, value, unit };
}

/** Separators by their place: three digits after the last one mean thousands, one or two mean a fraction. */
function toDecimal(digits: string, scaleWord: string | undefined): string | undefined {
  const fraction = /[.,](\d{1,2})$/.exec(digits)?.[1] ?? '';
  const whole = (fraction === '' ? digits : digits.slice(0, -fraction.length - 1)).replace(/[., ]/g, '');
  if (!/^\d{1,15}$/.test(whole)) return undefined;
  const zeros = scaleWord === undefined ? 0 : (scales[scaleWord.toLowerCase()] ?? 0);
  const moved = fraction.padEnd(zeros, '0');
  const left = `${whole}${moved.slice(0, zeros)}`.replace(/^0+(?=\d)/, '');
  const right = moved.slice(zeros);
  return right === '' ? left : `${left}.${right}`;
}
