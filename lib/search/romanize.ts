/** Cyrillic letters as English newspapers write them; marks are folded away before. */
const letters: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'ye',
  ж: 'zh',
  з: 'z',
  и: 'i',
  і: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};

/** A folded word in Cyrillic letters as it may stand in a Latin name (`чатри` → chatri); undefined for other words. */
export function romanize(folded: string): string | undefined {
  if (!/^\p{Script=Cyrillic}+$/u.test(folded)) return undefined;
  const romanized = Array.from(folded, (letter) => letters[letter]);
  return romanized.includes(undefined) ? undefined : romanized.join('');
}
