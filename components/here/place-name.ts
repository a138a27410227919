/** Labels of countries and territories by ISO 3166-1 code, as the rest of the site writes them. */
export type CountryNames = Readonly<Record<string, string>>;

/** "California, United States" for US-CA, "Hong Kong" for HK. A name that is not held shows as its code. */
export function toPlaceName(code: string, region: string | undefined, countries: CountryNames): string {
  const country = code.slice(0, 2);
  const name = countries[country] ?? country;
  return code === country ? name : `${region ?? code}, ${name}`;
}
