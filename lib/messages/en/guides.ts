/** The two guides for readers: general advice in our own words, which says nothing about any place, body or law. */
export const guides = {
  reading: {
    title: 'How to read this map',
    deck: 'What a mark stands for, what it leaves open, and how to check it.',
    short: 'How to read this map',
    sections: [
      {
        id: 'marks',
        title: 'What a mark is',
        paragraphs: [
          'A symbol is one row of a published dataset: somebody recorded a device at that spot. Shape and color say of what kind. A circle with a number counts such rows and stands at their middle, not at any one of them.',
          'A tinted circle means that the source knows the position only as well as that: the device is somewhere inside. A wedge shows the direction that the source gives, and is as wide as the source says. Without a wedge the direction is not known; it does not mean that the device looks everywhere.',
          'Hollow marks are not in place: in color they are planned, in grey they were removed or are out of use. These stay, because where something stood is worth knowing, and because a removal can be disputed as well.',
        ],
      },
      {
        id: 'empty',
        title: 'What an empty area is',
        paragraphs: [
          'Nothing held. That is all. Most devices are mapped by volunteers, so a full map shows where people walk about and write things down, and an empty one shows where they do not.',
          'Known holes of a dataset are listed under the map and on the pages of the places they touch. Comparing the density of two towns compares the diligence of their mappers before it compares anything else.',
        ],
      },
      {
        id: 'not-said',
        title: 'What no mark can tell',
        paragraphs: [
          'Whether a device is switched on, whether anybody watches, what happens to the pictures, who else gets them, and whether it is lawful. A housing does not show its software: a camera that cannot recognize faces today may be able to after an update.',
          'Those answers come from contracts, policies, laws and reporting. They stand on the pages of systems, laws and bodies, each with its source, and the card of a device links to them where a source makes the connection.',
        ],
      },
      {
        id: 'shading',
        title: 'Shaded countries',
        paragraphs: [
          'Each shade answers one question, which is written above the map: how many systems are documented, how many laws in force give a certain power, how many devices the datasets hold for a thousand square kilometers. The formula is shown where there is one. Stripes mark what is planned, only claimed, or not exactly dated.',
          'Hatched means not researched. A pale country has been looked at and little is documented; a hatched one has not been looked at. Neither is free of surveillance on that account.',
          'More documented systems often means more courts, journalists and laws on information, not more surveillance.',
        ],
      },
      {
        id: 'arcs',
        title: 'Arcs between places',
        paragraphs: [
          'An arc is a documented flow of data: a source says that one party gives, must give or can take data of another. The stroke of the line shows on what that rests: whether the flow was seen, is compelled by law, is agreed, or is only alleged. The list names basis and evidence of each.',
          'An arc ends at the middle of a country or town, because its parties are bodies and not spots. A flow whose parties a source does not name stands at the law or system behind it, or in the list alone; it is never drawn between guesses.',
        ],
      },
      {
        id: 'time',
        title: 'The time slider',
        paragraphs: [
          'It shows what was documented as being so on that day: laws in force, systems in operation. A source often knows only a year, and what is not exactly dated is striped or faint. For devices the year is the one in which a mapper last confirmed or placed them; they may have stood there before, and those without a year count only today.',
        ],
      },
      {
        id: 'check',
        title: 'How to check a mark',
        paragraphs: [
          'Open it, and follow the source: the dataset, its version and the day on which it was read. For a line of reporting, follow the passage; it says which words bear it, who spoke, and whether the archived copy still says so.',
          'Count before you quote: the sentence under the map, the filter and the list always count the same devices, and the address in your browser reproduces that view. If you are on the spot and see something else, correct it at the source, for most devices OpenStreetMap, and tell us.',
        ],
      },
      {
        id: 'you',
        title: 'What the map learns about you',
        paragraphs: [
          'This site sets no cookie and keeps no log. The pieces of a map that are fetched do tell our server roughly where you look, as with any map; the look-up “What applies here” finds your place in your own browser and never sends it.',
        ],
      },
    ],
  },
  asking: {
    title: 'What to ask your city',
    deck: 'Questions for a council, a police department or an agency before and after it buys a system that watches people, and the papers that would answer them.',
    short: 'What to ask your city',
    advice: 'General advice in our own words, not legal advice. It says nothing about any one place.',
    why: 'Why it matters',
    papers: 'Papers to ask for',
    print: 'Printed, this page leaves room for an answer beside each question.',
    answer: 'Answer, and who gave it when',
    hereTitle: 'What is documented for your place',
    hereText:
      'Before you ask, see what is already known. The page of your place lists systems, laws and flows with their sources, and at its end the questions that nobody has answered yet.',
    hereLink: 'What applies here',
    placesLink: 'All places',
    groups: [
      {
        id: 'need',
        title: 'Need and decision',
        questions: [
          {
            ask: 'Which problem is it for, and how will anybody know that it worked?',
            why: 'Without a measure written down beforehand, every result can be called a success, and nothing is ever switched off.',
            papers: 'Staff report, grant application, pilot plan with its measures',
          },
          {
            ask: 'Who decided, in which public meeting, on which day?',
            why: 'Devices come by gift, trial, grant or a neighbor’s contract, past the body that would have voted.',
            papers: 'Agenda, minutes, vote, donation or trial agreement',
          },
          {
            ask: 'What else was considered, and what would be given up for its cost?',
            why: 'A choice between one product and nothing is not a choice.',
            papers: 'Alternatives analysis, tender, sole-source letter',
          },
        ],
      },
      {
        id: 'law',
        title: 'Law and rules',
        questions: [
          {
            ask: 'Which provision allows it, and which one limits it?',
            why: 'A general duty to keep order is often given as the basis of a system that no legislature had in mind.',
            papers: 'Legal opinion, ordinance, statute by section',
          },
          {
            ask: 'Is there a written policy of use, who may change it, and what follows when it is broken?',
            why: 'A policy that its own user can rewrite, and whose breach has no consequence, limits nothing.',
            papers: 'Use policy with all versions, disciplinary rules',
          },
          {
            ask: 'When is a warrant or a named suspicion needed, and when not?',
            why: 'The same device is harmless or not, depending on whether a search of its past needs a judge.',
            papers: 'Search protocol, training material, form for requests',
          },
        ],
      },
      {
        id: 'data',
        title: 'What is recorded',
        questions: [
          {
            ask: 'What is recorded of people who did nothing, and for how long?',
            why: 'Most of what such a system stores is about passers-by. How long it is kept decides what can be asked of it later.',
            papers: 'Data inventory, retention schedule, vendor’s settings page',
          },
          {
            ask: 'Which recognition can the product do, and which of it is switched on?',
            why: 'Faces, vehicles, clothing and sound are often features of one license, a switch away.',
            papers: 'Product documentation, order form, configuration export',
          },
          {
            ask: 'How often is it wrong, for whom, and who measured that?',
            why: 'A rate from a brochure was not measured on your streets. Errors do not fall on everybody alike.',
            papers: 'Test report, false alarms by month, complaints',
          },
        ],
      },
      {
        id: 'sharing',
        title: 'Who else gets it',
        questions: [
          {
            ask: 'Which bodies can search it, from which country, state and level of government, and since when?',
            why: 'Sharing is often a list of ticked boxes that nobody voted on, and grows by itself.',
            papers: 'Sharing list of the system with dates, agreements, memoranda',
          },
          {
            ask: 'Who searched, for which reason, and who reads those logs?',
            why: 'A log that nobody reads protects nobody. The reasons entered show what the system is really for.',
            papers: 'Audit log with reasons, audit reports, results of reviews',
          },
          {
            ask: 'What may the vendor do with the data, and who owns it when the contract ends?',
            why: 'Terms often let a vendor keep, pool or learn from what the public paid to collect.',
            papers: 'Contract with all annexes, terms of service, data processing agreement',
          },
        ],
      },
      {
        id: 'money',
        title: 'Money and contract',
        questions: [
          {
            ask: 'What does it cost over its whole life, who pays after the grant, and when does the contract end or renew itself?',
            why: 'A free pilot is the first year of a bill. Renewals that need no vote are never debated.',
            papers: 'Contract, invoices, renewal clause with its last day for notice',
          },
          {
            ask: 'May the vendor forbid the city to speak about it?',
            why: 'Clauses of secrecy have kept systems from courts and councils.',
            papers: 'Non-disclosure clauses, letters to or from the vendor',
          },
        ],
      },
      {
        id: 'oversight',
        title: 'Oversight and remedy',
        questions: [
          {
            ask: 'Who outside the using body may inspect it, with which powers, and what did they find last time?',
            why: 'Oversight without access, staff or publication is a name on paper.',
            papers: 'Founding act of the body, last reports, replies to them',
          },
          {
            ask: 'How does a person learn that a record of them was used, and how is an error put right?',
            why: 'Nobody can contest what they never hear of.',
            papers: 'Notice given to accused persons, form for access and deletion',
          },
          {
            ask: 'On which day is it switched off unless somebody votes to keep it?',
            why: 'An end date brings the question back; without one, removal has to be won.',
            papers: 'Sunset clause, date of next review',
          },
        ],
      },
    ],
    howTitle: 'How to ask',
    how: [
      'Ask for papers, not for explanations: a law on public records usually reaches what exists, and nobody has to write an essay. Name the kind of document, the system and the months.',
      'Ask for one thing a letter, in the file format in which it is kept, with a list of whatever is held back and the provision for that.',
      'Write down the day, the office and the words of every answer, and of every silence. “No such record” is an answer, and one that can be quoted.',
      'A refusal, a price or a redaction is worth publishing too. Where an answer contradicts a contract, both belong beside each other.',
      'Ask a lawyer or a local civil-liberties group about terms and fees before a deadline runs.',
    ],
    sendTitle: 'When you get an answer',
    send: 'Send us papers that are public, with the address where they stand. A line appears here once its words have been read at the source; a refusal is recorded as carefully as a document.',
  },
};
