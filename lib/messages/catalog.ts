import { en } from './en/catalog.ts';

/** Every message of the interface; another language is a second object of this shape. */
export type Messages = typeof en;

export const defaultLocale = 'en';

/** Writing direction of the interface by locale. */
export function getDirection(locale: string): 'ltr' | 'rtl' {
  return ['ar', 'fa', 'he', 'ug', 'ur'].includes(locale.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

const catalogs: Record<string, Messages> = { en };

/** The messages of a locale, or English where no translation is held. */
export function getMessages(locale: string = defaultLocale): Messages {
  return catalogs[locale] ?? en;
}
