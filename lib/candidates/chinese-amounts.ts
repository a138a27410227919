import type { FoundAmount } from './amounts.ts';

const currencies: Readonly<Record<string, string>> = {
  元: 'CNY',
  块钱: 'CNY',
  元人民币: 'CNY',
  人民币: 'CNY',
  美元: 'USD',
  美金: 'USD',
  港元: 'HKD',
  港币: 'HKD',
  欧元: 'EUR',
  歐元: 'EUR',
  英镑: 'GBP',
  英鎊: 'GBP',
  日元: 'JPY',
  新台币: 'TWD',
  新台幣: 'TWD',
};
const longestFirst = (words: readonly string[]) => words.toSorted((a, b) => b.length - a.length).join('|');

const digits = '零〇一二三四五六七八九两兩';
const number = `\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|[${digits}十百千]+(?:点[${digits}]+)?`;
const scale = '万亿|萬億|万|萬|亿|億';
/** “More than”, “nearly”, on either side of the scale: the number is as it stands. */
const about = '[多余餘]';
const amount = `(${number})(?:${about})?(${scale})?(?:${about})?`;
/** A date, an ordinal, or the middle of another number. */
const notInside = `(?<![第\\d.,${digits}十百千万亿])`;

const money = new RegExp(`${notInside}${amount}(${longestFirst(Object.keys(currencies))})`, 'gu');
/** A measure word and what is counted, or people and days, which need none. */
const quantity = new RegExp(
  `${notInside}${amount}(?:(?:个|個|台|路|部|套|名|位|家|所|条|條|张|張|支|座|架|组|組)(摄像头|攝像頭|摄像机|监控探头|监控|探头|路口|社区|小区|学校|城市|国家|无人机|居民|市民|学生|记者|警察|用户|人|系统|设备|基站|派出所|村|县)|(人|天|小时|摄像头))`,
  'gu',
);

/** Money and counts in a Chinese sentence. “一个系统” counts nothing: it only says “a system”. */
export function findChineseAmounts(text: string): FoundAmount[] {
  const found: FoundAmount[] = [];
  for (const match of text.matchAll(money)) {
    const value = toDecimal(match[1] ?? '', match[2]);
    const unit = currencies[match[3] ?? ''];
    if (value !== undefined && unit !== undefined) found.push(toAmount(match, 'money', value, unit));
  }
  for (const match of text.matchAll(quantity)) {
    const value = toDecimal(match[1] ?? '', match[2]);
    if (value === undefined || value === '1') continue;
    found.push(toAmount(match, 'quantity', value, match[3] ?? match[4] ?? ''));
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

const zerosOf: Readonly<Record<string, number>> = { 万: 4, 萬: 4, 亿: 8, 億: 8, 万亿: 12, 萬億: 12 };

/** Decimal digits of a number in either writing, times its scale. Undefined for what is no number, such as “百千”. */
function toDecimal(written: string, scaleWord: string | undefined): string | undefined {
  const plain = /^\d/.test(written) ? written.replaceAll(',', '') : readNumerals(written);
  if (plain === undefined) return undefined;
  const [whole = '', fraction = ''] = plain.split('.');
  const zeros = scaleWord === undefined ? 0 : (zerosOf[scaleWord] ?? 0);
  const moved = fraction.padEnd(zeros, '0');
  const left = `${whole}${moved.slice(0, zeros)}`.replace(/^0+(?=\d)/, '');
  const right = moved.slice(zeros).replace(/0+$/, '');
  if (left.length > 18) return undefined;
  return right === '' ? left : `${left}.${right}`;
}

const places: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

function toDigit(character: string): number | undefined {
  if (character === '〇') return 0;
  if (character === '两' || character === '兩') return 2;
  const value = '零一二三四五六七八九'.indexOf(character);
  return value < 0 ? undefined : value;
}

/** 三百二十 → 320, 十二 → 12, 一点二 → 1.2, 二〇 → 20. */
function readNumerals(written: string): string | undefined {
  const [whole = '', fraction] = written.split('点');
  const tail = fraction === undefined ? '' : `.${[...fraction].map(toDigit).join('')}`;
  if (!/[十百千]/u.test(whole)) return `${[...whole].map(toDigit).join('')}${tail}`;
  let sum = 0;
  let digit: number | undefined;
  let lastPlace = 10_000;
  for (const character of whole) {
    const place = places[character];
    if (place === undefined) {
      // Two digits beside each other stand for an estimate (三四百), which is no number.
      if (digit !== undefined && digit !== 0) return undefined;
      digit = toDigit(character);
      continue;
    }
    if (place >= lastPlace) return undefined;
    // 十二 begins with its place; 百二 does not occur.
    if (digit === undefined && !(place === 10 && sum === 0)) return undefined;
    sum += (digit ?? 1) * place;
    digit = undefined;
    lastPlace = place;
  }
  return `${sum + (digit ?? 0)}${tail}`;
}
