/** Names of months that feeds use besides the English ones of `Date`. */
const months: readonly [RegExp, string][] = [
  [/^(?:jan|janv|ene)\w*/i, 'Jan'],
  [/^(?:feb|fév|fev)\w*/i, 'Feb'],
  [/^(?:mar|mär|maer)\w*/i, 'Mar'],
  [/^(?:apr|avr|abr)\w*/i, 'Apr'],
  [/^(?:may|mai)\w*/i, 'May'],
  [/^(?:jun|juin)\w*/i, 'Jun'],
  [/^(?:jul|juil)\w*/i, 'Jul'],
  [/^(?:aug|aoû|aou|ago)\w*/i, 'Aug'],
  [/^(?:sep|set)\w*/i, 'Sep'],
  [/^(?:oct|okt)\w*/i, 'Oct'],
  [/^nov\w*/i, 'Nov'],
  [/^(?:dec|déc|dez|dic)\w*/i, 'Dec'],
];

const isoDay = /^(\d{4})-(\d{2})-(\d{2})/;

/**
 * A date of a feed as ISO 8601 in UTC: RFC 822 with its obsolete zones, RFC 3339, and what is often written instead. A day alone is its midnight in UTC.
 * Undefined where it would have to be guessed, such as 03/04/2020.
 */
export function readFeedDate(raw: string): string | undefined {
  const text = raw.trim().replace(/\s+/g, ' ');
  const iso = isoDay.exec(text);
  if (iso !== null) return readIso(text);
  const parts =
    /^(?:\p{L}+\.?,? )?(\d{1,2})\.?[ -](?:de )?(\p{L}{3,10})\.?,?[ -](?:de )?(\d{2}|\d{4})(?:,? (\d{1,2}:\d{2}(?::\d{2})?))?(?: ?([+-]\d{2}:?\d{2}|[A-Z]{1,5}))?$/iu.exec(
      text,
    );
  if (parts !== null) {
    const [, day = '', name = '', year = '', time = '00:00', zone = 'GMT'] = parts;
    return toIso(day, name, year, time, zone);
  }
  const american = /^(?:\p{L}+,? )?(\p{L}{3,10})\.? (\d{1,2}),? (\d{4})$/iu.exec(text);
  if (american === null) return undefined;
  const [, name = '', day = '', year = ''] = american;
  return toIso(day, name, year, '00:00', 'GMT');
}

/** RFC 3339 with the usual liberties: a space for the T, fractions of any length, no zone (then UTC). */
function readIso(text: string): string | undefined {
  const parts =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)? ?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text,
    );
  if (parts === null) return undefined;
  const [, day = '', time = '00:00', seconds = ':00', zone = 'Z'] = parts;
  if (format(`${day}T00:00:00Z`)?.slice(0, 10) !== day) return undefined;
  return format(`${day}T${time}${seconds}${/^[+-]/.test(zone) ? zone.replace(/^(.\d{2}):?/, '$1:') : 'Z'}`);
}

function toIso(day: string, name: string, year: string, time: string, zone: string): string | undefined {
  const month = months.find(([pattern]) => pattern.test(name))?.[1];
  if (month === undefined) return undefined;
  // RFC 2822: two digits below 50 are of this century.
  const full = year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`;
  const known = /^(?:GMT|UTC?|Z|[ECMP][SD]T|[+-]\d{2}:?\d{2})$/i.test(zone)
    ? zone.replace(/^(?:UT|Z)$/i, 'GMT')
    : undefined;
  if (known === undefined) return undefined;
  const written = format(`${day} ${month} ${full} ${time} ${known.replace(':', '')}`);
  // The 31st of June would otherwise be the 1st of July.
  const ofDay = format(`${day} ${month} ${full} 00:00 GMT`);
  return ofDay !== undefined && Number(ofDay.slice(8, 10)) === Number(day) ? written : undefined;
}

function format(text: string): string | undefined {
  const at = new Date(text);
  const year = at.getUTCFullYear();
  return Number.isNaN(at.getTime()) || year < 1970 || year > 9999 ? undefined : at.toISOString();
}
