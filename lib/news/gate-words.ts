/**
 * What the gate knows besides the words of surveillance of each language (`strong` in lib/candidates/words). Sources of regular expressions;
 * `\b` ends words in all Latin letters.
 */

/** Words of those lists that news of other subjects uses as well. Each counts half, so that one alone opens nothing. */
export const ambiguous =
  'databases?|cameras?|caméras?|cámaras?|kameras?|videokameras?|metadata|métadonnées|secrecy|secret files?|bank accounts|drones?|drohnen?|informants?|fingerprint\\w*|intercepted|fichiers?|micros?|écoutes?|escuchas?|rastrear|rastreo|renseignement|security cameras|call data records?|cdrs?|DNA (?:data|testing|profil\\w*|technology)|compel\\w* compan\\w+|kennzeichen\\p{L}*|matrículas|boîtes? noires?|档案|審查|审查|数据|數據|情报|大数据平台';

/** Names of bodies, makers, programs and laws that reports on surveillance turn on. Spelled exactly. */
export const names =
  '\\bNSA\\b|\\bGCHQ\\b|\\bGCSB\\b|\\bBND\\b|\\bDGSE\\b|\\bFSB\\b|\\bSnowden\\b|\\bPRISM\\b|\\bXKeyscore\\b|\\bTempora\\b|\\bFISA\\b|\\bSection 702\\b|\\bCLOUD Act\\b|\\bNSO(?: Group)?\\b|\\bPegasus\\b|\\bPredator spyware\\b|\\bIntellexa\\b|\\bCandiru\\b|\\bHacking Team\\b|\\bFinFisher\\b|\\bCellebrite\\b|\\bPalantir\\b|\\bClearview\\b|\\bHikvision\\b|\\bDahua\\b|\\bSenseTime\\b|\\bMegvii\\b|\\bFlock (?:Safety|cameras?|contract)\\b|\\bShotSpotter\\b|\\bSoundThinking\\b|\\bVerkada\\b|\\bIJOP\\b|\\bSkynet\\b|\\bSharp Eyes\\b|\\bSORM\\b|\\bAadhaar\\b|\\bNATGRID\\b|\\bCCTNS\\b|\\bDragonfly Eye\\b|天网|雪亮|海康|大华|商汤|旷视|一体化联合作战平台';

/** Phrases that a headline says it with. */
export const phrases =
  '\\bspy(?:ing)?\\b|\\bspies\\b|\\bspied\\b|\\bsnoop\\w*|\\bwarrantless\\b|\\bchat ?controls?\\b|\\bbackdoors?\\b|\\bgoing dark\\b|\\blocation data\\b|\\bgeofence\\w*|\\bgeolocation\\b|\\bsocial media monitoring\\b|\\bmonitor\\w* (?:private|encrypted) (?:messages|communications)|\\bprivate messages\\b|\\bsubpoenas?\\b|\\bphone tapping\\b|\\breal[ -]name (?:registration|polic\\w+|rules?|system)|\\b(?:facial|face) (?:images?|analysis|scans?|scanning|data)|\\bDNA (?:collections?|samples?|database)|\\bbig brother\\b|\\blawful access\\b|\\bintercept\\w*|\\bsocial control\\b|\\bpopulation regist\\w+|\\bgolden shield\\b|\\bpolice cloud\\b|\\bhealth codes?\\b|\\bgrid management\\b|\\bPNR\\b|\\bpassenger (?:name records?|information|data)\\b|\\bspyware\\b|\\bgeolocalización\\b|\\bcontrol social\\b|\\bespiad\\p{L}+|\\bcaméras augmentées\\b|\\bIP-Adress\\p{L}{0,40}speicher\\p{L}+|\\bSpeicherung von IP-Adressen\\b|\\bdata[ -]sharing\\b|\\bshar\\w+ data with (?:police|the government|law enforcement)|\\bface scan\\w*|\\bwatchlists?\\b|\\biris scan\\w*|\\bcyberspace ids?\\b|\\bnational id\\b|\\bdigital id\\w*|\\bid cards?\\b|\\bSIM (?:card )?registration\\b|\\bdata privacy law\\b|\\bidentit(?:y|ies) (?:card|system|database)\\w*|\\bgunshot detection\\b|\\bcamera (?:network|system|project)s?\\b|\\bsmart cit(?:y|ies)\\b|\\bsafe cit(?:y|ies)\\b|\\bStaatstrojaner\\p{L}*|\\bChatkontrolle\\p{L}*|\\bSpionage\\p{L}*|\\bchiffrement\\b|\\bespionnage\\b|\\brozpoznawani\\p{L}+ twarzy\\b|人脸|实名|實名';

/**
 * Who watches and what with. Either alone means nothing; one of each in one sentence counts half and half.
 */
export const actors =
  "\\bpolice\\b|\\blaw[ -]enforcement\\b|\\bauthorities\\b|\\bgovernments?\\b|\\bgov['’]?t\\b|\\bministr(?:y|ies)\\b|\\bintelligence\\b|\\bsecret services?\\b|\\bsecurity (?:services?|agenc(?:y|ies)|forces)\\b|\\bspy agenc(?:y|ies)\\b|\\bFBI\\b|\\bCIA\\b|\\bICE\\b|\\bDHS\\b|\\bCBP\\b|\\bLAPD\\b|\\bNYPD\\b|\\bsheriffs?\\b|\\bprosecutors?\\b|\\bmilitary\\b|\\bthe feds\\b|\\bborder (?:agents?|guards?|patrol)\\b|\\bpolicía\\b|\\bgobierno\\b|\\bautoridades\\b|\\bministerio\\b|\\binteligencia\\b|\\bpolice\\b|\\bgouvernement\\b|\\bservices secrets\\b|\\bPolizei\\p{L}*|\\bBundesregierung\\b|\\b\\p{L}{0,40}ministerium\\b|\\bGeheimdienst\\p{L}*|\\bXinjiang\\b|\\bUyghurs?\\b|\\bUighurs?\\b|警方|公安|政府|国安";
export const means =
  '\\bphones?(?!-in)\\b|\\bphone data\\b|\\bpersonal data\\b|\\bprivate data\\b|\\buser data\\b|\\bcommunications? data\\b|\\btelecom\\w*|\\btrack(?:s|ed|ing|ers?)?\\b|\\bmonitor(?:s|ed|ing)?\\b|\\bprofil(?:e|es|ing)\\b|\\bencrypt\\w+|\\bDNA\\b|\\bGPS\\b|\\bdrones?\\b|\\bcameras?\\b|\\bdatabases?\\b|\\bprivacy\\b|\\bpasscodes?\\b|\\bhack(?:s|ed|ing)?\\b|\\bprivate messages?\\b|\\blocation\\b|\\btelemetry\\b|\\bdossiers?\\b|\\binformants?\\b|\\balgorithms?\\b|\\bpersonal information\\b|\\bmessengers?\\b|\\bWeChat\\b|\\bdatos\\b|\\bcámaras?\\b|\\bgeolocaliza\\p{L}+|\\bprivacidad\\b|\\bdonnées\\b|\\bcaméras?\\b|\\bvie privée\\b|\\bKameras?\\b|\\b\\p{L}{0,40}daten\\b|\\bVerschlüsselung\\b|手机|摄像|数据';
