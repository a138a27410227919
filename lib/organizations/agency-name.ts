/** Closed list of abbreviations in names of American agencies. Nothing else is rewritten before two names are compared. */
const abbreviations: Record<string, string[]> = {
  pd: ['police', 'department'],
  dept: ['department'],
  so: ['sheriffs', 'office'],
  sd: ['sheriffs', 'department'],
  dps: ['department', 'of', 'public', 'safety'],
  da: ['district', 'attorney'],
  das: ['district', 'attorneys'],
  hp: ['highway', 'patrol'],
  co: ['county'],
  twp: ['township'],
  univ: ['university'],
  st: ['saint'],
  mt: ['mount'],
  ft: ['fort'],
};

/** Lower-case words of a name without accents and punctuation; "Sheriff's" is one word. */
export function nameWords(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’']/g, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}&]+/u)
    .filter(Boolean);
}

/**
 * The form in which names of agencies of one state are compared: equal forms are one agency, anything less is not.
 * "Adrian Twp PD" and "Adrian Township Police Department" are equal; "Adrian PD" is another agency. Words such as City, County, Township and Port are never
 * dropped. Idempotent.
 */
export function normalizeAgencyName(text: string): string {
  const words = nameWords(text);
  const first = words.findIndex((word) => word !== 'the');
  return words
    .slice(first === -1 ? 0 : first)
    .flatMap((word) => (Object.hasOwn(abbreviations, word) ? (abbreviations[word] ?? []) : [word]))
    .join(' ');
}

/** ASCII slug of at most 80 characters. */
export function toSlug(text: string): string {
  return nameWords(text)
    .join('-')
    .replace(/[^a-z0-9-]+/g, '')
    .replace(/-{2,}/g, '-')
    .slice(0, 80)
    .replace(/^-|-$/g, '');
}
