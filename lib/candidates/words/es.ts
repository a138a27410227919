import type { LanguageWords } from './language-words.ts';

const rest = '(?:\\s+(?:(?:de|del|para)\\s+(?:la\\s+|las\\s+|los\\s+|el\\s+)?|y\\s+)?\\p{Lu}[\\p{L}-]*)*';

export const spanish: LanguageWords = {
  speech:
    'dice|dijo|dijeron|ha dicho|declaró|declara|afirma|afirmó|asegura|aseguró|explica|explicó|anunció|señaló|indicó|admitió|reconoció|confirmó|informó|reveló|sostiene|sostuvo|advirtió|añadió|negó|niega|ha negado|desmintió|desmiente|duda|cuestiona|cuestionó|respondió que|precisó|denunció',
  inverted: 'dice|dijo|dijeron|declaró|afirmó|aseguró|explicó|señaló|indicó|añadió|precisó',
  according: 'según|de acuerdo con|conforme a',
  speakers:
    'gobierno|ministr[oa]s?|ministerio|portavoz|funcionari[oa]s?|compañía|empresa|policía|abogad[oa]s?|expert[oa]s|informe|oposición|tribunal|comisión|autoridad|agencia|vecinos|juez|jueza|asociación',
  opening: 'pero|y|sin embargo|además|también|entonces|luego|por su parte',
  afterName: 'ha|han|fue|es|son|en|durante|que',
  between: 'ha|han|había|también|se|le|les|ya|no|además|luego|ayer|hoy',
  passive: 'es|son|fue|fueron|sido|ser|era',
  self: 'nuestr[oa]s? \\S+|nosotros|yo|se|que|esto|eso',
  pronouns: 'él|ella|ellos|ellas',
  clause: 'que|cuando|donde|si|pero|porque|aunque|mientras|como|quien',
  silence:
    'no (?:ha |han )?(?:respondió|respondido|respondieron|contestó|contestado|quiso (?:comentar|responder|hacer))|(?:declinó|declinaron|rehusó|evitó) (?:hacer comentarios|comentar|responder)|se negó a (?:comentar|responder|informar|revelar)',
  denial: '\\b(?:negó|niega|niegan|ha negado|desmintió|desmiente|rechazó las acusaciones)\\b',
  negation:
    '\\bno \\p{L}+(?:amos|emos|imos)\\b|\\bno (?:participó|compartió|almacena|guarda|recoge|tiene|ha)\\b|\\bnunca\\b',
  doubt: '\\bdudan?\\b|\\bdudó\\b|\\bcuestion(?:a|ó|an)\\b|\\bescéptic\\w+|\\bpuso en duda\\b',
  months: [
    'enero',
    'febrero',
    'marzo',
    'abril',
    'mayo',
    'junio',
    'julio',
    'agosto',
    'septiembre|setiembre',
    'octubre',
    'noviembre',
    'diciembre',
  ],
  weekdays: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'],
  beforeMonth: 'en|desde|hasta|durante|de|a finales de|a principios de',
  beforeYear: 'en|desde|hasta|durante|de|año',
  relative: {
    yesterday: 'ayer',
    lastYear: 'el año pasado|el pasado año',
    thisYear: 'este año',
    lastMonth: 'el mes pasado|el pasado mes',
    thisMonth: 'este mes',
    today: '(?<=publicad[oa] |anunciad[oa] )hoy',
  },
  range: '(?:a|hasta|y|–|-)',
  organizations: [
    `(?:Policía|Ministerio|Agencia|Tribunal|Ayuntamiento|Autoridad|Universidad|Comisión|Consejo|Congreso|Senado|Gobierno|Fiscalía|Guardia|Secretaría|Instituto|Fundación|Asociación|Corte|Juzgado|Defensoría|Dirección|Cámara|Alcaldía|Municipalidad|Audiencia|Comisaría)${rest}`,
    '\\p{Lu}[\\p{L}-]*(?:\\s+\\p{Lu}[\\p{L}-]*){0,3}\\s+S\\.?(?:A|L)\\.?(?:U\\.?)?(?!\\p{L})',
    '(?<=(?:empresa|compañía|firma|sociedad) )\\p{Lu}[\\p{L}-]*(?:\\s+\\p{Lu}[\\p{L}-]*){0,2}',
  ],
  laws: [
    `(?:Ley|Reglamento|Código|Constitución|Real Decreto)(?:\\s+Orgánica)?(?:\\s+\\d+/\\d{4})?${rest}`,
    '(?:[Pp]royecto|[Pp]roposición|[Aa]nteproyecto) de ley(?:\\s+(?:de|sobre)\\s+\\p{L}+)?',
    'artículos?\\s+\\d+',
  ],
  strong:
    'vigilancia|videovigilancia|reconocimiento facial|cámaras?|espía|espionaje|programas? espía|biométric\\w+|intercepta\\w+|escuchas?|rastrear|rastreo|matrículas|huellas? (?:dactilares|digitales)|registros telefónicos|drones?',
  weak: 'datos|policía|imágenes|sistema|software|ley|privacidad|programa|terceros|rostros?|preguntas|empresa|compañía|comentarios',
  kinds: [
    ['money', '\\b(?:euros|dólares|pesos|millones|contrat\\w+|costó|presupuesto|licitación)\\b'],
    ['sharing', '\\b(?:compart\\w+|cedi\\w+|entreg\\w+|transfiri\\w+)\\b'],
    ['legal_action', '\\b(?:tribunal|demanda|denuncia|ordenó|investigación|recurso|sentencia|multa)\\b'],
    ['law', '\\b(?:ley|artículo|permite|prohíbe|autoriza|reglamento|legal)\\b'],
    ['data', '\\b(?:datos|imágenes|conserv\\w+|almacen\\w+|guard\\w+|borrar|rostros?)\\b'],
    ['capability', '\\b(?:puede|pueden|capaz|identific\\w+|rastrear|detect\\w+)\\b'],
    ['oversight', '\\b(?:control|autoridad|garantías|transparencia|secreto)\\b'],
    [
      'program',
      '\\b(?:instal\\w+|us(?:a|an|ó)|desplieg\\w+|desplegó|funciona\\w*|programa|sistema|cámaras?|vigilancia)\\b',
    ],
  ],
  ownAct: '\\b(?:solicitamos|pedimos|presentamos|enviamos)\\b',
  anaphora:
    '\\b(?:el|la|este|esta|estos|estas) (?:programa|sistema|proyecto|software|ley|cámaras|vigilancia|tecnología)\\b',
  finite: '\\b(?:es|son|ha|han|fue|fueron|será|tiene|tienen)\\b',
  hedge: '\\b(?:podría|podrían|quizás?|tal vez)\\b',
  opinion: '\\b(?:debería\\w*|hay que|es necesario|esperamos|creemos|pedimos|ojalá)\\b|\\?\\s*$',
};
