const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** Whether a text is a BCP 47 tag in its canonical form whose language has a name. `und` says that it is unknown. */
export function isLanguageTag(tag: string): boolean {
  if (tag === 'und') return true;
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag && names.of(tag) !== undefined;
  } catch {
    return false;
  }
}
