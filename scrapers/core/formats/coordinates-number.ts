/** What was done to read a number that is not written as plain decimal degrees. */
export type NumberRepair =
  | 'decimal_comma'
  | 'thousands_separators'
  | 'lost_decimal_point'
  | 'scientific_notation'
  | 'degree_sign'
  | 'typographic_minus';

/** One way to read a text as degrees. */
export interface Reading {
  degrees: number;
  /** Absent: plain decimal degrees, nothing was guessed. */
  repair?: NumberRepair;
  /** Digits after the decimal point: how fine the text is. */
  decimals: number;
  /** A hemisphere letter says which axis this is. */
  axis?: 'lat' | 'lon';
}

const plain = /^[+-]?(\d{1,3}(\.\d*)?|\.\d+)$/;
const longInteger = /^[+-]?[1-9]\d{3,16}$/;

/**
 * All readings of a coordinate as it stands in a cell; none when it is no number. A reading with a repair is a possibility, not a value: only
 * the bounding box of the dataset can tell whether it is meant.
 */
export function readNumber(raw: string | number): Reading[] {
  const text = String(raw).trim();
  if (plain.test(text)) return [{ degrees: Number(text), decimals: countDecimals(text) }];
  if (longInteger.test(text)) return placePoint(text, 'lost_decimal_point');
  return [
    ...readComma(text),
    ...readGroups(text),
    ...readScientific(text),
    ...readDegreeSign(text),
    ...readTypographicMinus(text),
  ];
}

function readComma(text: string): Reading[] {
  if (!/^[+-]?\d{1,3},\d+$/.test(text)) return [];
  const point = text.replace(',', '.');
  return [{ degrees: Number(point), repair: 'decimal_comma', decimals: countDecimals(point) }];
}

/** "53.464.515", "-2,284,777", "53 464 515": groups of three with one separator all through. */
function readGroups(text: string): Reading[] {
  const match = /^([+-]?[1-9]\d{0,2})(?:([.,'’\u0020\u00a0\u2009\u202f])\d{3})(?:\2\d{3})+(?:[.,]0+)?$/.exec(
    text,
  );
  const separator = match?.[2];
  if (separator === undefined) return [];
  const digits = text
    .replace(/[.,]0+$/, (end) => (end[0] === separator ? end : ''))
    .replaceAll(separator, '');
  return longInteger.test(digits) ? placePoint(digits, 'thousands_separators') : [];
}

/** "-2.3E+00", "5.3464515E+07". */
function readScientific(text: string): Reading[] {
  const match = /^([+-]?\d(?:[.,]\d*)?)[eE]([+-]?\d{1,2})$/.exec(text);
  if (!match?.[1] || match[2] === undefined) return [];
  const mantissa = match[1].replace(',', '.');
  const exponent = Number(match[2]);
  const degrees = Number(`${mantissa}e${exponent}`);
  if (Math.abs(degrees) > 180) {
    const digits = Number.isSafeInteger(degrees) ? String(degrees) : '';
    return longInteger.test(digits) ? placePoint(digits, 'scientific_notation') : [];
  }
  const decimals = Math.max(0, countDecimals(mantissa) - exponent);
  return [{ degrees, repair: 'scientific_notation', decimals }];
}

/** "53.4645° N", "2°17′5″W", "N 53°27.9'". */
function readDegreeSign(text: string): Reading[] {
  const number = String.raw`\d{1,3}(?:[.,]\d+)?`;
  const form = new RegExp(
    `^([NSEW])?\\s*([+-]?${number})\\s*([°º˚])?\\s*(?:(${number})\\s*['′’]\\s*(?:(${number})\\s*(?:"|″|”|''|′′))?)?\\s*([NSEW])?$`,
    'i',
  );
  const match = form.exec(text);
  const letter = (match?.[1] ?? match?.[6])?.toUpperCase();
  if (!match?.[2] || (match[3] === undefined && letter === undefined)) return [];
  if (match[1] !== undefined && match[6] !== undefined) return [];
  const [whole, minutes, seconds] = [match[2], match[4] ?? '0', match[5] ?? '0'].map((part) =>
    Number(part.replace(',', '.')),
  );
  if (whole === undefined || minutes === undefined || seconds === undefined) return [];
  if (minutes >= 60 || seconds >= 60 || (letter !== undefined && whole < 0)) return [];
  const size = Math.abs(whole) + minutes / 60 + seconds / 3600;
  const negative = match[2].startsWith('-') || letter === 'S' || letter === 'W';
  const finest = match[5] ?? match[4] ?? match[2];
  const extra = match[5] !== undefined ? 3 : match[4] !== undefined ? 2 : 0;
  return [
    {
      degrees: negative ? -size : size,
      repair: 'degree_sign',
      decimals: countDecimals(finest.replace(',', '.')) + extra,
      ...(letter === undefined ? {} : { axis: letter === 'N' || letter === 'S' ? 'lat' : 'lon' }),
    },
  ];
}

function readTypographicMinus(text: string): Reading[] {
  if (!/^[−–]/.test(text)) return [];
  const minus = `-${text.slice(1).trim()}`;
  if (!plain.test(minus)) return [];
  return [{ degrees: Number(minus), repair: 'typographic_minus', decimals: countDecimals(minus) }];
}

/** Every place that a decimal point could have had in a whole number: before all digits, or after the first three at most. */
function placePoint(integer: string, repair: NumberRepair): Reading[] {
  const sign = integer.startsWith('-') ? '-' : '';
  const digits = integer.replace(/^[+-]/, '');
  return [0, 1, 2, 3].map((at) => ({
    degrees: Number(`${sign}${digits.slice(0, at)}.${digits.slice(at)}`),
    repair,
    decimals: digits.length - at,
  }));
}

const countDecimals = (text: string) => text.split('.')[1]?.length ?? 0;
