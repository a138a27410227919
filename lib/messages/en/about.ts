/** The pages about the site itself. Paragraphs are data, so that a translation stays beside its original. */
export const about = {
  title: 'Method and limits',
  deck: 'What has to be held before a line appears here, how it is worded, and what the site cannot tell you.',
  sections: [
    {
      id: 'claims',
      title: 'What a line rests on',
      paragraphs: [
        'A value on this site rests on a claim with a passage in a source, or on a row of a published dataset. Nothing is added from general knowledge.',
        'A claim keeps who said it, through whom, whether they assert, deny, doubt or decline to comment, and what kind of statement it is: a fact, a plan, an ability, a prediction, an opinion. A plan never turns into a fact by being repeated.',
        'Corroboration counts independent origins. Two sentences of one article are one origin, and so are ten articles that repeat one dispatch. A report that is cited but not identified never raises the count.',
        'Where editors conclude something themselves, it is an inference: shown in its own color, with the claims it starts from, and never counted as a claim.',
      ],
    },
    {
      id: 'passages',
      title: 'Passages and copies',
      paragraphs: [
        'A passage is a position and a hash in an archived copy of the source. The copy stays private for reasons of copyright; its hash is public. A passage is verified when the copy contains exactly those words, or contains them after spacing, quotation marks and markup are evened out. Otherwise it is lost, and a person decides what that means. Nothing is matched by resemblance.',
        'An installation without the copy shows “not checkable here”, with the day on which an editor checked it and the hash of the copy.',
        'What we publish quotes at most twelve words in a row. Where this site holds a copy of the source, a page may show up to forty words of a passage as an excerpt; phrases and excerpts together are never more than a tenth of a work. Everything else is in our own words.',
      ],
    },
    {
      id: 'missing',
      title: 'What a missing record does not mean',
      paragraphs: [
        'An empty page, list or map area means that nothing is held here. It never means that a place is free of surveillance, that a body shares nothing, or that no law exists.',
        'Where somebody has looked and found nothing, the page says who, where and when. Where nobody has looked, it says that. Where a source withheld something, or left it blank, it says that too.',
        'Devices come from volunteers and cities. They show where people map. A device on the map may be gone; one that was removed stays visible as removed.',
      ],
    },
    {
      id: 'people',
      title: 'People',
      paragraphs: [
        'Only public officials, company officers in their role, and persons quoted by name in a professional role are records, and only for that. Nobody who is merely watched is ever a record.',
        'Where a source withholds a name, nothing beyond what it printed is held, and the record can never be linked or merged.',
      ],
    },
    {
      id: 'readers',
      title: 'You are not watched here',
      paragraphs: [
        'The site sets no cookie, loads nothing from elsewhere, keeps no record of addresses or searches, and every page reads without JavaScript.',
      ],
    },
    {
      id: 'limits',
      title: 'Limits',
      paragraphs: [
        'Most claims have been read by one person so far and are marked “single reader”. Grades are that reader’s judgment, with the reason beside them.',
        'The log shows that what was published has not been quietly rewritten. It does not show that it was true.',
        'Coverage is uneven: one country and one city are compiled in depth, some countries rest on a few works, others on datasets alone. Counts on this site measure our holdings.',
        'Few sources are archived here yet. For most works an editor saw the words in a copy kept elsewhere, or on a research card, and the page of the source says which.',
      ],
    },
  ],
  marksTitle: 'The marks',
  unknownTitle: 'Kinds of not knowing',
  correctionsTitle: 'Corrections',
  corrections:
    'If a line is wrong, unfair or out of date, write to us with its address and what should be there. A correction is a new entry in the log, with its reason; the old wording stays readable there. A body or person concerned may have a reply placed beside the line.',
  correctionsBy: 'Write to {contact}',
  correctionsNone:
    'The operator of this installation has not set a contact address. The project’s repository takes corrections as issues.',
  data: {
    title: 'Data and licenses',
    deck: 'Every dataset on this site keeps its own license. Rows of different licenses are stored and exported apart.',
    own: 'Own curated data (sources, claims, vocabularies): CC BY 4.0. Credit: Public Dossier.',
    publisher: 'Publisher',
    license: 'License',
    attribution: 'Credit',
    version: 'Version',
    retrieved: 'Retrieved',
    rows: 'Rows',
    wording: 'How its rows read',
    holes: 'Known holes',
    hash: 'Hash of the pack',
    note: 'Note',
    notHeld: 'Not held',
    notHeldText:
      'City lists of Auckland, New Orleans and Madison and saved transparency portals state no license; for a list of agencies in a sharing network of 2026 the stated one is in doubt. They are neither packed nor shown.',
    fonts: 'Typefaces: Newsreader and Public Sans, both under the SIL Open Font License 1.1.',
  },
  places: {
    title: 'Disputed places',
    deck: 'Codes are identifiers, not verdicts.',
    paragraphs: [
      'Places carry the codes of ISO 3166. A code, a name or a position in a list takes no side on who rightly governs a place.',
      'Where the status of a place is disputed, its page says so in a note, and its border is drawn dashed where the boundary data marks it.',
      'Programs and laws are attached by who exercises control and by who claims it, each only as far as a source says so.',
      'What covers a place covers the places inside it, except where a place takes nothing over from the one above it: Hong Kong and Macau. There only what a source ties to the place itself is shown.',
    ],
    policy: 'Policy',
    list: 'Notes on single places',
    empty: 'No note on a single place is held yet.',
  },
};
