import type { LanguageWords } from './language-words.ts';

export const german: LanguageWords = {
  speech:
    'sagte?n?|sagt|erklärten?|erklärt|teilte mit|teilt mit|betonte?|behauptete?n?|behauptet|bestätigte?n?|bestätigt|räumte ein|gab an|gibt an|kündigte an|warnte|berichtete?n?|berichtet|bestreitet|bestritt|dementierte?n?|dementiert|bezweifelte?n?|bezweifelt|wies zurück|fügte hinzu|meinte|schrieb|teilte',
  inverted: 'sagte?n?|sagt|erklärten?|erklärt|betonte?|behauptete?|meinte|schrieb|berichtete?',
  according: 'nach Angaben|laut|nach Auskunft|nach Darstellung|gemäß',
  accordingAfter: 'zufolge',
  speakers:
    'Sprecher(?:in)?|Firma|Behörde\\p{L}*|\\p{L}{0,40}behörde|\\p{L}*amt|\\p{L}{0,40}ministerium|Polizei|Regierung|Anw[aä]lt\\p{L}*|Experten|Bericht\\p{L}*|Unternehmen|Minister(?:in)?|Gericht|Stadt|Opposition|Verein',
  opening: 'aber|und|doch|jedoch|zudem|außerdem|auch|dann',
  afterName: 'werden|wird|wurde|wurden|überwacht|hat|haben|ist|sind|war|waren|in|am|im',
  between: 'hat|haben|hatte|auch|zudem|außerdem|sich|am|dann|noch|nun|bereits',
  passive: 'wird|werden|wurde|wurden|worden|ist|sind',
  self: 'wir|ich|man|es|das|dies',
  pronouns: 'er|sie',
  clause: 'dass|daß|weil|wenn|ob|aber|sondern|obwohl|während|wo|wie',
  silence:
    '(?:wollte|wollten|will|wollen|mochte) sich (?:\\p{L}+ ){0,4}nicht (?:dazu )?äußern|(?:hat|haben) (?:\\p{L}+ ){0,4}nicht (?:geantwortet|reagiert|beantwortet)|(?:ließ|ließen|lässt) (?:\\p{L}+ ){0,3}unbeantwortet|(?:reagierte|antwortete|beantwortete)n? (?:\\p{L}+ ){0,3}nicht|lehnte (?:\\p{L}+ ){0,3}(?:Stellungnahme|Kommentar|Auskunft) ab|verweigerten? (?:\\p{L}+ ){0,2}(?:Auskunft|Antwort)',
  denial:
    '\\b(?:bestreite[nt]|bestritt(?:en)?|dementier\\p{L}+|wies(?:en)? .{3,60} zurück|weist .{3,60} zurück)\\b',
  negation:
    '\\b(?:nicht|nie|niemals|kein\\p{L}{0,2}) (?:beteiligt|gespeichert|weitergegeben|genutzt|eingesetzt)\\b',
  doubt:
    '\\bbezweifel\\p{L}+|\\bZweifel\\b|\\bzweifel(?:t|te|ten|n)\\b|\\bskeptisch\\b|\\bstell(?:t|te|ten) .{3,40} in Frage\\b',
  months: [
    'Januar|Jänner',
    'Februar',
    'März',
    'April',
    'Mai',
    'Juni',
    'Juli',
    'August',
    'September',
    'Oktober',
    'November',
    'Dezember',
  ],
  weekdays: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag|Sonnabend', 'Sonntag'],
  beforeMonth: 'im|seit|ab|bis|Anfang|Ende|Mitte|vom',
  beforeYear: 'im Jahr|im Jahre|seit|ab|bis|Anfang|Ende|Mitte|von',
  relative: {
    yesterday: 'gestern',
    lastYear: '(?:vergangenen|letzten|vorigen) Jahr(?:es)?|vergangenes Jahr|letztes Jahr',
    thisYear: 'dieses Jahr(?:es)?|diesem Jahr',
    lastMonth: '(?:vergangenen|letzten|vorigen) Monat',
    thisMonth: 'diesen Monat|diesem Monat',
    today: '(?<=veröffentlichte |teilte )heute',
  },
  range: '(?:bis|und|–|-)',
  organizations: [
    '(?:Bundes|Landes|Innen|Justiz|Verteidigungs|Außen|Datenschutz|Verfassungsschutz|Ausländer|Aufsichts|Stadt|Verwaltungs|Amts|Land|Ober\\p{L}+)(?:ministerium|behörde|amt|gericht|polizei|regierung|tag|rat|verfassungsgericht|kriminalamt|nachrichtendienst|gerichtshof|beauftragte[rn]?)(?:s|es)?(?:\\s+für(?:\\s+(?:die|den|das))?\\s+\\p{Lu}[\\p{L}-]+(?:\\s+und\\s+\\p{Lu}[\\p{L}-]+)?|\\s+\\p{Lu}[\\p{L}-]+)?',
    '(?:Polizei|Polizeipräsidium|Staatsanwaltschaft|Universität|Ministerium|Senat|Bundeswehr|Zoll)\\s+(?:für\\s+)?\\p{Lu}[\\p{L}-]+|Bundestag(?:es)?|Bundesrat(?:es)?',
    '\\p{Lu}[\\p{L}-]+(?:\\s+\\p{Lu}[\\p{L}-]+){0,3}\\s+(?:GmbH|AG|SE|KG|e\\.\\s?V\\.)',
    '\\p{Lu}[\\p{L}-]+er\\s+(?:Zeitung|Nachrichten|Anzeiger|Tageblatt|Allgemeine)',
  ],
  laws: [
    '\\p{Lu}\\p{Ll}+(?:gesetz|ordnung|richtlinie)(?:es|s|e|en|buch)?\\b|Grundgesetz(?:es)?\\b',
    '(?:§§?|Artikel|Art\\.)\\s*\\d+[a-z]?(?:\\s+(?:Absatz|Abs\\.)\\s*\\d+)?(?:\\s+\\p{Lu}[\\p{L}]+)?',
  ],
  strong:
    'Überwachung\\w*|\\p{L}{0,40}überwach\\p{L}+|Gesichtserkennung\\p{L}*|Kameras?|Videokameras?|biometrisch\\p{L}*|Staatstrojaner\\p{L}*|Vorratsdaten\\p{L}*|Fingerabdr\\p{L}+|Kennzeichen\\p{L}*|abgehört|Abhör\\p{L}+|Spähsoftware|Drohnen?|Funkzellen\\p{L}*|Rasterfahndung|IMSI-Catcher',
  weak: 'Daten\\p{L}*|Polizei\\p{L}*|Bilder|Software|Programm|Aufnahmen|Speicherung|speichert\\p{L}*|Rechtsgrundlage|Gesetz\\p{L}*|\\p{L}{1,40}gesetz\\p{L}*|Anfrage|Firma|dementiert\\p{L}*|Dritte',
  kinds: [
    ['money', '\\b(?:Euro|Millionen|Vertrag|Auftrag|Ausschreibung|kostete?)\\b'],
    ['sharing', '\\b(?:weiter(?:gab|geben|gegeben|gegebenen?)|weitergegeben|übermittel\\p{L}+|Dritte)\\b'],
    ['data', '\\b(?:gespeichert|speichert\\p{L}*|gelöscht|Fingerabdr\\p{L}+|erfasst)\\b'],
    ['law', '(?:gesetz|Gesetz|Rechtsgrundlage|gericht|erlaubt|unzulässig|verbiete)'],
    ['oversight', '(?:behörde|Kontrolle|verhältnismäßig|Aufsicht)'],
    ['capability', '\\b(?:kann|können|erkenn\\p{L}+|auswerte\\p{L}*)\\b'],
    ['program', '(?:setzt|einsetz|Überwach|überwach|Kamera|Software|Programm|install)'],
  ],
  ownAct: '\\bwir haben (?:\\w+ ){0,6}(?:gestellt|eingereicht|gebeten|gefragt)\\b',
  anaphora:
    '\\b(?:das|die|der|diese[rsnm]?) (?:Programm|Software|System|Projekt|Gesetz|Kameras|Überwachung|Technik)\\b',
  finite: '\\b(?:ist|sind|hat|haben|war|waren|wird|werden|wurde)\\b',
  hedge: '\\b(?:könnten?|vielleicht|womöglich|dürften?)\\b',
  opinion: '\\b(?:sollte[nt]?|müsste[nt]?|wir (?:hoffen|fordern|glauben)|leider|bitte)\\b|\\?\\s*$',
};
