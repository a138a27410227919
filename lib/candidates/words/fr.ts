import type { LanguageWords } from './language-words.ts';

const adjective =
  '(?:\\s+\\p{Ll}+(?:al|ale|ales|aux|if|ive|ique|iques|aire|aires|el|elle|elles|eur|eure|ée|ées))';
const of = "(?:\\s+(?:de\\s+la\\s+|de\\s+l['’]|des\\s+|du\\s+|d['’]|de\\s+))";

export const french: LanguageWords = {
  speech:
    'dit|a dit|disent|déclare|a déclaré|déclarent|affirme(?:nt)?|a affirmé|explique(?:nt)?|a expliqué|annonce|(?:a|avait|ont) annoncé|souligne|a souligné|soulève|indique|a indiqué|estime(?:nt)?|a estimé|considère|assure|a assuré|reconnaît|a reconnu|confirme|a confirmé|précise|a précisé|révèle|a révélé|prétend|soutient|avait promis|dément|a démenti|nie|a nié|conteste|a contesté|doute|a fait part|rappelle|ajoute|a ajouté|se défend|réfute|prévoit',
  inverted:
    'dit|a dit|déclare|a déclaré|affirme|a affirmé|explique|a expliqué|souligne|a souligné|indique|a indiqué|assure|estime|ajoute|précise|a précisé',
  according: "selon|d['’]après|pour (?=l[ae] ministre)|comme l['’]a souligné|à en croire",
  speakers:
    'gouvernement|ministres?|ministère|commission|députés?|sénateurs?|services|projet de loi|rapport|porte-parole|avocats?|police|autorité|association|experts?|juges?|tribunal|entreprise|société|opposants?|syndicat',
  opening: 'mais|et|or|cependant|toutefois|ainsi|de plus|en outre|enfin|puis|aussi',
  afterName: 'a|ont|est|sont|avait|dans|lors|en|qui',
  between:
    "a|ont|avait|avaient|se|s['’]|ne|n['’]|pas|également|aussi|notamment|en|y|l['’]|toutefois|cependant|ensuite|encore|fortement",
  passive: 'est|sont|été|être|était|étaient|sera',
  self: 'notre \\S+|nous|je|on|vous|qui|que|ce|cela|il s',
  pronouns: 'il|elle|ils|elles',
  clause: "qui|que|qu['’]|lorsque|quand|si|mais|car|puisque|où|dont|alors que|tandis que|comme",
  silence:
    "n['’](?:a|ont) pas (?:souhaité |voulu |encore )?(?:répondu|répondre|réagi|réagir|commenter|commenté|donné suite)|(?:a|ont) refusé de (?:répondre|commenter|préciser|communiquer|s['’]exprimer)|refusent? de (?:répondre|commenter|communiquer)|(?:a|ont) décliné|sans réponse de",
  denial:
    '\\b(?:dément|démenti|démentent|nie|nient|nié|réfute|réfuté)\\b|se défend(?:ent)? de|rejette les accusations',
  negation: "\\bn(?:e |['’])\\p{L}+ (?:pas|jamais|aucun)",
  doubt:
    "\\bdout(?:e|ent|é)\\b|\\bsceptiques?\\b|remet(?:tent)? en (?:cause|question)|soulève(?:nt)? notamment|très relatif|s['’]interroge",
  months: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
  weekdays: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
  beforeMonth: 'en|depuis|dès|fin|début|mi|de|au mois de',
  beforeYear: "en|depuis|dès|fin|début|de|d['’]ici|l['’]année|jusqu['’]en",
  relative: {
    yesterday: 'hier',
    lastYear: "l['’]an dernier|l['’]année dernière|l['’]an passé",
    thisYear: 'cette année',
    lastMonth: 'le mois dernier',
    thisMonth: 'ce mois-ci',
    today: "(?<=publiée? |annoncée? |votée? )aujourd['’]hui",
  },
  range: '(?:à|au|et|–|-)',
  organizations: [
    `(?:Commission|Conseil|Cour|Ministère|Autorité|Assemblée|Agence|Préfecture|Police|Gendarmerie|Université|Direction|Inspection|Comité|Tribunal|Parquet|Institut|Fédération|Syndicat|Ligue|Observatoire|Centre|Office|Société|Groupe)\\b${adjective}*(?:${of}[\\p{L}-]+${adjective}*){0,5}(?:\\s+\\p{Lu}[\\p{L}-]+)?`,
    'Sénat\\b|Assemblée\\b|Parlement\\b|Elysée\\b|Matignon\\b',
  ],
  laws: [
    "(?:[Pp]rojet|[Pp]roposition)\\s+de\\s+loi(?:\\s+(?:sur|relatif à|relative à|pour)\\s+(?:l[ae]s?\\s+|l['’])?\\p{L}+)?",
    "[Ll]oi\\s+(?:sur|relative à|pour)\\s+(?:l[ae]s?\\s+|l['’])?\\p{L}+|(?:[Ll]a|[Cc]ette)\\s+loi\\b",
    'articles?\\s+[LR]?\\.?\\s?\\d+(?:-\\d+)?|Code\\s+(?:de|du|des)\\s+(?:la\\s+)?\\p{L}+(?:\\s+\\p{L}+(?:ale|aire|ique|eure))?',
  ],
  strong:
    'surveillance|renseignement|reconnaissance faciale|vidéosurveillance|vidéoprotection|caméras?|écoutes?|interceptions?|espionn\\w*|imsi[ -]catchers?|boîtes? noires?|métadonnées|mouchards?|biométri\\w*|fichiers?|données de connexion|micros?\\b|logiciels? espions?|drones?',
  weak: "données|terroris\\w*|police|services|loi|contrôle|CNCTR|CNIL|communications?|traitement|personnes|autorisation|ciblée?|fournisseurs d['’]accès|Internet|techniques?|avis|inscri\\w+|urgence|dispositif|agents?",
  kinds: [
    ['money', "\\b(?:euros|contrat|marché public|budget|appel d['’]offres)\\b|\\d\\s?€"],
    ['sharing', '\\b(?:partag\\w+|transmis\\w*|transmettr\\w*|communiqu(?:er|ées?) (?:à|aux))\\b'],
    ['data', '\\b(?:données|conserv\\w+|fichiers?|métadonnées|collecte\\w*|effacées?|stock\\w+)\\b'],
    [
      'oversight',
      "\\b(?:contrôle|avis|autorité|commission|CNCTR|CNIL|recours|garanties?|lanceurs? d['’]alerte|secret|contre-pouvoir|autorisation)\\b",
    ],
    [
      'law',
      '\\b(?:loi|légal\\w*|texte|voté|adopté|vote|article|décret|arrêté|permet\\w*|autoris\\w+|prévoi\\w+|urgence|Sénat|Conseil constitutionnel|procédure)\\b',
    ],
    ['capability', '\\b(?:détect\\w+|intercept\\w+|repér\\w+|analys\\w+|surveill\\w+|boîtes? noires?)\\b'],
    ['legal_action', '\\b(?:plainte|tribunal|saisi\\w*|jugement|condamn\\w+)\\b'],
    [
      'program',
      '\\b(?:install\\w+|déploi\\w+|déployé\\w*|utilis\\w+|dispositif|système|programme|caméras?)\\b',
    ],
  ],
  ownAct: '\\bnous avons (?:demandé|déposé|écrit|saisi)\\b',
  anaphora:
    '\\b(?:ce|cette|ces|le|la) (?:dispositif|texte|loi|fichier|surveillance|système|programme|commission|mesure)\\b',
  finite: '\\b(?:est|sont|a|ont|sera|seront|pourra|pourront|était)\\b',
  hedge: '\\b(?:pourrait|pourraient|peut-être|sans doute)\\b',
  opinion:
    '\\b(?:il faut|devraient?|faudrait|nous (?:espérons|demandons)|je (?:crois|pense)|inquièt\\w+|craignent|lire aussi|lire :|revivez|retour sur)\\b|\\?\\s*$',
};
