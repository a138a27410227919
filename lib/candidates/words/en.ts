import type { LanguageWords } from './language-words.ts';

const bodyHead =
  "Police|Constabulary|Sheriff(?:['’]s)?(?: Office| Department)?|Department|Ministry|Court|Courts|Commission|Committee|Authority|Agency|Bureau|Board|Council|Institute|Institution|University|College|School|Foundation|Corporation|Company|Group|Technologies|Services?|Bank|Party|Parliament|Assembly|Senate|Congress|Laboratory|Labs?|International|Association|Federation|Center(?= for)|Centre(?= for)|Office|Army|Navy|Railways|Government|Tribunal|Trust|Initiative|Directorate|Secretariat|Intelligence";
const word = "\\p{Lu}[\\p{L}\\p{N}.&'’-]*";
const tail = `(?:\\s+(?:of|for|on)(?:\\s+the)?\\s+${word}(?:\\s+(?!(?:Police|Ministry|Department)\\b)${word})*(?:(?:,\\s+${word})?\\s+(?:and|&)\\s+(?!(?:the|a)\\b)${word}(?:\\s+${word})*(?!\\s+(?:Police|Ministry|Department)\\b))?){0,2}`;

export const english: LanguageWords = {
  speech:
    'says?|said|saying|tells?|told|states that|stated|claims? that|claims|claimed|argues?|argued|explain(?:s|ed)|admits?|admitted|acknowledge[sd]?|confirm(?:s|ed)?|inform(?:s|ed)|disclose[sd]?|reveal(?:s|ed)?|replied|respond(?:s|ed) that|notes|noted|announce[sd]?|warn(?:s|ed)?|suggest(?:s|ed)|report(?:s|ed) that|contend(?:s|ed)?|add(?:s|ed)(?=[,.;:“"\\s]*$| that|,? [“"])|insist(?:s|ed)?|alleg(?:es|ed)|assert(?:s|ed)|conced(?:es|ed)|testif(?:ies|ied)|reiterat(?:es|ed)|caution(?:s|ed)|assure[sd]?|emphasi[sz]e[sd]?|stress(?:es|ed)|agree[sd]? that|accept(?:s|ed) that|estimate[sd]? that|predict(?:s|ed) that|tweeted|wrote that|raised the|reported that|pledged|promise[sd]?|boast(?:s|ed)|maintain(?:s|ed)|recommended that|complained|prayed that|called it|defended|hint(?:s|ed)|submit(?:s|ted) that|point(?:s|ed) out|held(?= that|,)|holds that|observe[sd]? that|clarif(?:y|ies|ied)|conclude[sd]? that|(?:found|finds?) that|recogni[sz]e[sd] |den(?:y|ies|ied)|dispute[sd]?|question(?:s|ed) (?:whether|the|if)|doubt(?:s|ed)?|reject(?:s|ed) (?:the )?(?:claims?|allegations?|accusations?)|uncovered|discovered|has been admitted by|went on to say|maintain(?:s|ed) that|described?s?(?= (?:it|the|this) )',
  inverted:
    'says?|said|adds|added|writes|wrote|explains|explained|notes|noted|argues|argued|claims|claimed|warns|warned',
  according:
    'according to|as per|in the words of|as reported by|as admitted by|as has been admitted by|as claimed by|in a statement,',
  rumor:
    '\\b((?:multiple |several |media |news |press )?reports) (?:have been |have |had |also |recently )*(?:emerg\\w+|surfac\\w+|suggest\\w*|indicat\\w+|claim\\w*)\\b',
  speakers:
    'spokes(?:man|woman|person|people)|officials?|officers?|ministers?|department|ministry|police|government|company|companies|firm|court|judges?|bench|committee|commission|authorit(?:y|ies)|reports?|stud(?:y|ies)|documents?|repl(?:y|ies)|responses?|findings?|experts?|researchers?|lawyers?|executives?|engineers?|schools?|residents?|activists?|critics?|sources?|statement|notice|RFP|draft|bill|letter|counsel|professor|analysts?|agency|agencies|employees?|group|contractor|vendor|petitioners?|respondents?',
  opening:
    'however|further|furthermore|moreover|also|and|but|only|then|thus|or|even|similarly|finally|lastly|while|so|yet|earlier|later|additionally|with|meanwhile',
  afterName: 'has|have|had|is|are|was|were|will|can|would|in|on|during|dated|before|at a|at an|earlier|while',
  between:
    'has|have|had|would|will|can|could|did|does|do|also|further|furthermore|merely|only|simply|later|then|recently|reportedly|clearly|repeatedly|now|never|not|in turn|additionally|once|again|already|still|often|just|even|previously|allegedly|publicly|finally|initially',
  passive: 'is|are|was|were|been|being|be|as',
  self: 'we|i|us|you|one|our|our \\S+|my \\S+|it is|this|that|these|those|which|who|there|what|nobody|no one|people|many',
  pronouns: 'he|she|they|it',
  clause:
    'that|which|who|when|while|because|but|since|where|whether|if|although|though|so|with|after|before|until|unless|as|how|wherein|whereas',
  silence:
    "(?:did|do|does|has|have|had)(?:n['’]t| not) (?:\\w+ ){0,2}(?:respond|reply|replied|responded|answer|answered|comment|commented)\\b|(?:declined|refused|refuses|declines) to (?:\\w+ )?(?:comment|answer|respond|reply|provide|disclose|reveal|share|say|explain|discuss|confirm)|fail(?:s|ed)? to (?:\\w+ )?(?:respond|reply|answer|provide|supply|specify|explain|disclose|engage)|(?:was|were|is|are) unable to (?:provide|answer|respond|comment|share)|(?:cannot|could not|can not|would not|will not|won['’]t|wouldn['’]t) (?:share|comment|disclose|discuss|answer|respond)\\b|(?:has|have) (?:\\w+ )?not (?:revealed|disclosed|released|published|responded)|(?:gave|given|offered) no (?:reply|answer|response|comment)|did not receive (?:any|a) (?:response|reply|answer) from|(?:received|got) no (?:response|reply|answer) from|ignored (?:\\w+ ){0,3}(?:requests?|questions?|queries)",
  denial:
    '\\bden(?:y|ies|ied|ying)\\b|\\breject(?:s|ed)? (?:the |these |those |such |all )?(?:claims?|allegations?|accusations?|reports?|suggestions?)|\\bdismiss(?:es|ed) (?:the )?(?:claims?|allegations?|reports?)|\\brefut(?:es|ed)\\b|\\bno infringement\\b|\\bthere is no (?:tracking|infringement|violation|surveillance)\\b|\\bnever (?:collected|shared|sold|used|spied)\\b',
  negation:
    "\\b(?:wasn|weren|isn|aren|don|doesn|didn|hasn|haven|hadn|won)['’]t\\b|\\b(?:was|were|is|are|do|does|did|has|have|had|will|would) not\\b|\\bnever\\b|\\bhad no (?:role|part|involvement|access|knowledge)\\b",
  doubt:
    '\\bdoubts?\\b|\\bdoubted\\b|\\bs[ck]eptical\\b|\\bquestion(?:s|ed) (?:whether|the|if|how)\\b|\\bcast(?:s|ing)? doubt|\\bimpossible to accept|\\bmismatch\\b|\\bweak claim|\\bdisput(?:es|ed)\\b|\\bnot convinced\\b|\\bunconvinced\\b|\\bcontradict(?:s|ed)\\b|\\bcalls? into question\\b|\\bunsubstantiated\\b',
  months: [
    'January|Jan',
    'February|Feb',
    'March|Mar',
    'April|Apr',
    'May',
    'June|Jun',
    'July|Jul',
    'August|Aug',
    'September|Sept|Sep',
    'October|Oct',
    'November|Nov',
    'December|Dec',
  ],
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  beforeMonth: 'in|since|until|till|during|by|from|late|early|mid|last|of',
  beforeYear: 'in|since|until|till|during|by|from|of|late|early|mid|around|after|before|and|to|the',
  relative: {
    yesterday: 'yesterday',
    lastYear: 'last year',
    thisYear: '(?:earlier )?this year',
    lastMonth: 'last month',
    thisMonth: '(?:earlier )?this month',
    today:
      '(?<=\\b(?:listed|held|heard|filed|published|announced|hearing|issued|released|said|adjourned) )today',
  },
  range: '(?:to|until|and|–|-)',
  organizations: [
    // Ministry of Home Affairs, High Court of Delhi, School of Journalism and Communication
    `(?:(?!(?:The|In|On|As|For|At|By|With|However|Further|This|A|An|And|But|Mr|Ms|Dr|Justice)\\b)${word}\\s+){0,5}(?:${bodyHead})\\b${tail}`,
    // a company by its legal form
    `(?:${word}\\s+){1,4}(?:Inc|Ltd|LLC|Corp|Pvt|PLC|plc|Co)\\b\\.?(?:\\s+Ltd\\.?)?`,
    // The Georgetown Law Center for … is caught above; a paper by its name
    `(?:${word}\\s+){1,3}(?:Times|Post|Express|Herald|Tribune|Journal|Gazette|Guardian|Intercept|Wire)\\b`,
    '(?<=\\b[Tt]he )(?:Intercept|Wire|Guardian|Hindu)\\b',
    '(?:Lok|Rajya) Sabha|Knesset|Bundestag|Duma',
  ],
  laws: [
    `(?:(?:Sections?|Articles?|Rules?|Clauses?|Regulation|S\\.|u/s)\\s+\\d+[A-Z]?(?:\\(\\w{1,3}\\))*(?:(?:,\\s*\\d+[A-Z]?)*\\s+(?:and|&)\\s+\\d+[A-Z]?)?(?:,?\\s+(?:of|under)\\s+(?:the\\s+)?|,?\\s+))?(?:(?:Draft|Proposed)\\s+)?(?:(?!(?:The|In|Under|Section|Article|Rule|Clause|Clauses|Sections)\\b)\\p{Lu}[\\p{L}\\p{N}&.'’-]*\\s+(?:(?:of|for|and|on|to|the|in)\\s+){0,2}|\\([^()]{5,120}\\)\\s+){1,9}(?:Acts?|Bills?|Code|Rules|Regulations?|Ordinance|Law(?!\\s+\\p{Lu})|Directive)\\b(?:,?\\s*(?:of\\s+)?(?:19|20)\\d\\d)?`,
    '(?:Sections?|Articles?|Rules?|Clauses?)\\s+\\d+[A-Z]?(?:\\(\\w{1,3}\\))*(?:(?:,\\s*\\d+[A-Z]?)*\\s+(?:and|&)\\s+\\d+[A-Z]?)?(?:\\s+of\\s+the\\s+Constitution)?',
    '(?:[Nn]ew|[Dd]raft|[Pp]roposed|[Rr]ecent)\\s+(?:[\\p{L}-]+\\s+){0,2}(?:laws?|bill|legislation|ordinance|regulations?)\\b',
    '\\p{L}[\\p{L}-]*(?:terror|security|surveillance|privacy|intelligence|interception|retention)\\s+(?:laws?|bill|ordinance)\\b',
  ],
  strong:
    'surveil\\w*|facial[ -]recognition|face[ -](?:recognition|matching|surveillance)|\\bFRTs?\\b|\\bAFRS\\b|\\bCCTVs?\\b|spyware|pegasus|wiretap\\w*|\\binterception\\b|intercepted|eavesdrop\\w*|biometric\\w*|fingerprint\\w*|licen[sc]e[ -]plate|number[ -]plate|\\bALPR\\b|\\bANPR\\b|cell[ -]site simulator|stingrays?|imsi[ -]catchers?|predictive policing|mass monitoring|informants?|social credit|call (?:detail|data) records?|\\bCDRs?\\b|bulk (?:data|collection)|metadata|data retention|body[ -]?(?:worn )?cameras?|\\bdrones?\\b|security cameras?|surveillance cameras?|\\bcameras\\b|secret files?|\\bspying\\b|\\bspied\\b|tap(?:ping)? (?:of )?(?:phones?|telephones?)|telephone tapping|\\bhacking tools?\\b|DNA (?:profil\\w*|database|data|testing|technology)|dragnet|keylogg\\w*|\\bdatabases?\\b|secrecy|bank accounts|compel\\w* compan\\w+',
  weak: 'petition|appeal|hearing|bench|\\bPIL\\b|\\bcourt|notice|tender|bids|RFP|data|database\\w*|records?|monitor\\w*|track\\w*|privacy|police|intelligence|personal information|footage|images?|orders?|RTI|identif\\w*|software|system|national security|terror\\w*|footage|deployment|technology|project|program(?:me)?|bank accounts|communications|user data|cross-referenc\\w*|suspects?',
  kinds: [
    [
      'money',
      '\\b(?:crores?|lakh crores?|budget\\w*|tender\\w*|bids?\\b|RFP|contract\\b|contracts\\b|procure\\w*|awarded|revenue|cost (?:of|the)|invest(?:ed|ment)|funds?\\b|allotted|purchased|acquir\\w+)|[$€£]\\s?\\d|\\bRs\\.?\\s?\\d|\\bINR\\b',
    ],
    [
      'legal_action',
      '\\b(?:petition\\w*|appeal(?:ed|s)?\\b|hearing|filed|legal notice|lawsuit|sued|remanded|adjourned|listed (?:for|on|before)|directed|ordered|admonish\\w*|affidavit|RTI (?:request|application)s?|right to information request|put .{3,40} to notice|issued notice|investigation into|opened an? (?:inquiry|investigation)|wrote to)\\b',
    ],
    [
      'sharing',
      '\\b(?:shar(?:e|es|ed|ing)|hand(?:s|ed)? over|made available to|sent to|transfer(?:s|red)? to|access the|cooperate with|supplies|sold to|obtain the)\\b',
    ],
    [
      'oversight',
      '\\b(?:safeguards?|oversight|standard operating procedure|SOPs?|review committee|judicial|warrants?|transparen\\w+|secre(?:t|cy)|shrouded|disclos\\w+|destroy\\w*|destruction|withh[eo]ld\\w*|legal basis|regulatory|accuracy of|not responded|refus\\w+|no (?:clear|legal)|privacy impact assessment|independent|accountab\\w+|on the record|website)\\b',
    ],
    [
      'law',
      '\\b(?:Act\\b|Bill\\b|laws?\\b|legislation|section \\d|article \\d|clauses? \\d|rules?\\b|ordinance|court|judg(?:e?ment)|constitution\\w*|ban(?:s|ned)?\\b|prohibit\\w*|permit(?:s|ted)|empower\\w*|authori[sz]\\w+|allows?|grants?|compel\\w*|statut\\w*)\\b',
    ],
    [
      'data',
      '\\b(?:collect\\w*|stor(?:e|es|ed|age|ing)|retain\\w*|retention|kept|keep(?:s|ing)? (?:a )?(?:file|record)s?|database\\w*|records? (?:of|on)|contain(?:s|ed)?|delet\\w+|anonymous|anonymi[sz]ed|data fields|footage)\\b',
    ],
    [
      'capability',
      '\\b(?:can be used|able to|match(?:es|ed|ing)?|identif(?:y|ies|ied)|track(?:s|ing)?|predict\\w*|analy[sz]e[sd]?|flag\\b|recogni[sz]e|used to|detect\\w*|accuracy rate|support the processing|combination with|indicators?)\\b',
    ],
    [
      'effect',
      '\\b(?:starv\\w+|exclu(?:ded|sion)|chill\\w*|bias\\w*|false positive|depriv\\w+|arrest\\w*|wrongly|inaccura\\w+|violat\\w+|human rights abuses|higher risk|determine whether)\\b',
    ],
    [
      'program',
      '\\b(?:deploy\\w*|install\\w*|us(?:e|es|ed|ing)\\b|launch\\w*|introduc\\w+|operat(?:e|es|ed)|pilot\\w*|built|building|develop(?:ed|ing|s)?|implement\\w*|project|program(?:me)?|cameras?|system|test(?:ed|ing)?|expand\\w*|take[sn]? advantage|effort)\\b',
    ],
  ],
  ownAct:
    '\\bwe (?:\\w+ ){0,2}(?:filed|sent|wrote|asked|received|sought|released|started|analy[sz]ed|mapped|approached|preferred|sought|have been|put|informed|hope|aim|will)\\b|\\bour (?:first|second|petition|rejoinder|appeal|request|RTI|notice|letter)\\b',
  anaphora:
    '\\b(?:the|this|these|such|its) (?:program(?:me)?|software|system|project|platform|technology|database|cameras?|footage|contractor|initiative|deployment|tool|app|pilot|records|surveillance)\\b',
  finite: '\\b(?:is|are|was|were|has|have|had|will|did|does|says|said)\\b',
  hedge:
    '\\b(?:may|might|could|would (?:be|deter|hypothetically|ensure|also)|hypothetically|arguably|pose[sd]? a threat|potentially|raises the threat|it is (?:important|pertinent)|worried|concern(?:s|ed)?)\\b',
  opinion:
    "\\b(?:should|must|ought to|needs? to|(?:i|my|me|you|your)\\b(?!\\.)|we (?:hope|believe|urge|recommend|encourage|aim|thank|appreciate|demand|shall|are grateful|await|think|must|need|are committed)|i (?:believe|think|hope|don|have|am)|I['’](?:ve|m|d|ll)|please|you can|feel free|read (?:more|here|our)|become an|donat\\w+|let us|hopefully|unfortunately,? we|imperative|it is (?:essential|imperative)|disconcerting|worrying|concerning|troubling|extremely|would require|could (?:act|fail|be misused)|our (?:next|main|primary|goal|aim|ideal)|in this blog|help us|best effort|calling for)\\b|\\?\\s*[”\"’']?$",
};
