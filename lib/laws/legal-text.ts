import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatDay } from '#lib/messages/format.ts';
import type { LegalStatus } from './legal-status.ts';

/** The answer for a day (ISO) in words: "In force on …", "Last known in force on …", "Only a draft on …". */
export function toLegalText(status: LegalStatus, day: string): string {
  const date = formatDay(day, defaultLocale);
  const known = status.knownOn === undefined ? '' : formatDay(status.knownOn, defaultLocale);
  return fill(getMessages().records.law.answer[status.state], { date, known });
}
