import { toPattern } from './patterns.ts';
import type { TextSpan } from './sentences.ts';
import type { LanguageWords } from './words/language-words.ts';

/** A name in a text, with the entities that we hold of that name. */
export type FoundName = TextSpan & { ids?: readonly string[] };

/** Bodies whose names say what they are: a ministry, a police, a company by its legal form. */
export function findNamedBodies(text: string, words: LanguageWords): FoundName[] {
  return words.organizations.flatMap((source) =>
    [...text.matchAll(toPattern(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'gu'))]
      .map((match) => trimName(match.index, match[0]))
      .filter(({ start, end }) => end > start && !isPlainWord(text.slice(start, end))),
  );
}

const courtesy =
  /^(?:(?:Hon[’']?ble|Hon|Mr|Ms|Mrs|Dr|Sr|The|Their|Its|Our|His|Her|That|These|Those|Since|When|While|After|Before|Although|Thus|Hence|Then|Also|From|Under|During|Through|Via|Per|Dear|Former|Several|Various|Other|Multiple|All|Any|No|Every|Each|Both|Firma|Is|Are|If|And|Or|Only|Indeed)\.?\s+)+/u;

/** Titles and courtesy before a name are no part of it. */
function trimName(start: number, words: string): FoundName {
  const before = courtesy.exec(words)?.[0].length ?? 0;
  const possessive = /['’]s$/u.exec(words)?.[0].length ?? 0;
  return { start: start + before, end: start + words.length - possessive };
}

/** “Police”, “Court” and “State Government” alone are classes of bodies, not names. */
function isPlainWord(name: string): boolean {
  if (standsAlone.test(name)) return false;
  return /\s/u.test(name)
    ? plainPairs.test(name)
    : plainHeads.test(name) || !/^(?:\p{Lu}[\p{L}’'-]+|.*\p{Lu}.*\p{Lu}.*)$/u.test(name);
}

const standsAlone =
  /^(?:Sénat|Assemblée|Parlement|Bundestag(?:es)?|Bundesrat(?:es)?|Knesset|Parliament|Congress|Senate|Duma)$/u;

const plainPairs =
  /^(?:State|Local|Central|Union|High|Competent|First|Second|Public|Private|Social|Data|Digital|Smart|Command|Personal|National|Security|Law|Information|Technical|Traffic|Government|Trade|Civil)\s(?:Governments?|Police|Authority|Courts?|Information Services?|Office|Groups?|Company|Services?|Agency|Intelligence|Technology|Technologies|Union|Initiative)$/u;

const plainHeads =
  /^(?:Police|Constabulary|Sheriff|Department|Ministry|Courts?|Commission|Committee|Authority|Agency|Bureau|Board|Council|Institute|Institution|University|College|School|Foundation|Corporation|Company|Group|Technologies|Services?|Bank|Party|Assembly|Laboratory|Labs?|International|Association|Federation|Center|Centre|Office|Army|Navy|Railways|Government|Tribunal|Trust|Initiative|Directorate|Secretariat|Intelligence|Conseil|Cour|Ministère|Autorité|Agence|Préfecture|Gendarmerie|Université|Direction|Inspection|Comité|Parquet|Institut|Fédération|Syndicat|Ligue|Observatoire|Société|Groupe|Policía|Ministerio|Agencia|Ayuntamiento|Autoridad|Universidad|Comisión|Consejo|Gobierno|Fiscalía|Guardia|Secretaría|Instituto|Fundación|Asociación|Corte|Juzgado|Dirección|Cámara|Alcaldía|Audiencia|Polizei|Innenministeriums?|Stadtregierung)$/u;
