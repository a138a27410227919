export type Citation = { text: string; bibtex: string };

/**
 * How to cite a page: plain text, and BibTeX (@misc, https://www.bibtex.com/e/misc-entry/).
 * @param parts.day ISO day of the state that is cited; `url` absolute where the installation knows its address
 */
export function toCitation(parts: {
  title: string;
  id: string;
  day: string;
  url: string;
  template: string;
  site: string;
}): Citation {
  const { title, id, day, url, template, site } = parts;
  const values: Record<string, string> = { title, id, date: day, url };
  const text = template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  const bibtex = [
    `@misc{${id.replace(/[^A-Za-z0-9]+/g, '-')},`,
    `  title        = {${escapeBibtex(title)}},`,
    `  author       = {{${site}}},`,
    `  year         = {${day.slice(0, 4)}},`,
    `  note         = {Record ${escapeBibtex(id)}, as of ${day}},`,
    `  howpublished = {\\url{${url}}}`,
    '}',
  ].join('\n');
  return { text, bibtex };
}

function escapeBibtex(text: string): string {
  return text.replace(/[\\{}]/g, '').replace(/[&%$#_]/g, (character) => `\\${character}`);
}
