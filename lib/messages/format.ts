/** Numbers, days and lists as a reader's language writes them; `locale` is a BCP 47 tag. */

/** Made once a locale: making one costs more than a hundred formatted numbers. */
const numberFormats = new Map<string, Intl.NumberFormat>();
const pluralRules = new Map<string, Intl.PluralRules>();

export function formatNumber(value: number, locale: string): string {
  const format = numberFormats.get(locale) ?? new Intl.NumberFormat(locale);
  numberFormats.set(locale, format);
  return format.format(value);
}

/** A decimal given as text ("164000000000") as words: "164 billion". Text that is no number comes back as it is. */
export function formatLargeNumber(value: string, locale: string): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  return Math.abs(number) >= 1_000_000
    ? new Intl.NumberFormat(locale, {
        notation: 'compact',
        compactDisplay: 'long',
        maximumFractionDigits: 2,
      }).format(number)
    : new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(number);
}

/** Money as "CN¥164 billion"; `currency` is an ISO 4217 code. */
export function formatMoney(amount: string, currency: string, locale: string): string {
  const figure = formatLargeNumber(amount, locale);
  // Compact currency formats abbreviate ("25B"): the words come from the number, the symbol and its side from here.
  const parts = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    maximumFractionDigits: 0,
  }).formatToParts(1);
  return parts.map((part) => (part.type === 'integer' ? figure : part.value)).join('');
}

/** An exact sum with its ISO 4217 code, as "USD 58,000,000"; cents only where the sum has them. */
export function formatSum(amount: string, currency: string, locale: string): string {
  const number = Number(amount);
  if (!Number.isFinite(number)) return `${amount} ${currency}`;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
    minimumFractionDigits: Number.isInteger(number) ? 0 : 2,
    maximumFractionDigits: 2,
  }).format(number);
}

/** A calendar day `YYYY-MM-DD` as "3 March 2016". Anything else comes back as it is. */
export function formatDay(day: string, locale: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
  return new Intl.DateTimeFormat(toDateLocale(locale), { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** A moment as "23 November 2026, 14:05 UTC". */
export function formatMoment(at: Date, locale: string): string {
  const text = new Intl.DateTimeFormat(toDateLocale(locale), {
    dateStyle: 'long',
    timeStyle: 'short',
    hour12: false,
    timeZone: 'UTC',
  });
  return `${text.format(at)} UTC`;
}

/** Today in UTC as `YYYY-MM-DD`. */
export function toIsoDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** Name of a language in the reader's language: "zh" → "Chinese". */
export function formatLanguage(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

const durationUnits: Readonly<Record<string, string>> = {
  Y: 'year',
  M: 'month',
  W: 'week',
  D: 'day',
  TH: 'hour',
  TM: 'minute',
};

/** An ISO 8601 duration of one unit in words: P72M is "72 months", never six years. Anything else stays as it is. */
export function formatDuration(duration: string, locale: string): string {
  const [, time = '', count = '', unit = ''] = /^P(T?)(\d+)([YMWDH])$/.exec(duration) ?? [];
  const name = durationUnits[time + unit];
  if (name === undefined) return duration;
  return new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(
    Number(count),
  );
}

export type PluralForms = { one: string; other: string };

/** Fills `{count}` of the form that the language asks for: `{one: '{count} claim', other: '{count} claims'}`. */
export function formatCount(count: number, forms: PluralForms, locale: string): string {
  const rules = pluralRules.get(locale) ?? new Intl.PluralRules(locale);
  pluralRules.set(locale, rules);
  return (rules.select(count) === 'one' ? forms.one : forms.other).replace(
    '{count}',
    formatNumber(count, locale),
  );
}

/** Fills `{name}` placeholders of a message. A name without a value is a mistake in the message and stays visible. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Day before month, as the data desk writes dates, without forcing another language to do so. */
export function toDateLocale(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale;
}
