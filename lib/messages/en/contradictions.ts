/** Words of the page on contradictions: who stands against whom, and why what looks like a contradiction is none. */
export const contradictions = {
  title: 'Contradictions',
  deck: 'What is denied, doubted or contested, and by whom. Both sides stand here. We do not pick a winner, and silence is neither consent nor denial.',
  groups: 'Statements that stand against each other',
  groupsNote:
    'One side asserts what the other denies, doubts or contests, or each gives another value for the same time. A side with more voices is not more right, and a repeat adds none.',
  groupsEmpty:
    'No two statements on file contradict each other. That says nothing about what has not been read.',
  sides: {
    for: 'Asserted by',
    against: 'Denied, doubted or contested by',
    value: 'One value',
  },
  /** After the speaker; what is contested was said by somebody of another origin. */
  contests: 'says what stands against it',
  lookAlikes: 'Looks like a contradiction, and is none',
  lookAlikesAll: { one: '{count} pair, with the reason', other: '{count} pairs, with the reasons' },
  lookAlikesWhy: 'Why they do not stand against each other',
  lookAlikesNote: 'Two statements side by side, and the reason why both can hold.',
  lookAlikesEmpty: 'No such pair is on file.',
  unanswered: 'Denied or doubted, without anyone on file who asserts it',
  unansweredAll: { one: '{count} statement', other: '{count} statements' },
  unansweredNote:
    'What somebody denies or doubts although nothing on file says it. Often the question is not printed.',
  silence: 'Asked, and did not answer',
  silenceAll: { one: '{count} time', other: '{count} times' },
  silenceNote:
    'A source says that it asked and got no answer, or none on the matter. Silence is neither consent nor denial.',
  others: 'Beside them',
  unknowns: 'Open questions marked as disputed',
  empty: 'None is held.',
  /** Before the time or place that a statement is about, as distinct from the day on which it was said. */
  about: 'about',
  reasons: {
    other_statement: {
      title: 'They are about different things',
      text: 'A denial or doubt covers what it names and nothing more. The other statement is about something else.',
    },
    other_place: {
      title: 'They are about different places',
      text: 'What holds in one place is not denied by what holds in another.',
    },
    other_time: { title: 'They are about different times', text: 'No day is covered by both.' },
    plan_and_fact: {
      title: 'One is a plan, the other is not',
      text: 'What somebody planned says nothing on what is, and what is does not undo that it was planned.',
    },
    not_factual: {
      title: 'Not both say what is',
      text: 'At least one is an opinion, a forecast or a possibility, or both are plans. These can differ without one being wrong.',
    },
    less_exact: { title: 'One date lies inside the other', text: 'They agree; one is more exact.' },
    same_amount: { title: 'One amount in two units', text: 'The source converts one into the other.' },
    other_unit: {
      title: 'In units that nothing on file converts',
      text: 'Without a rate from a source they cannot be compared.',
    },
    repeat: {
      title: 'The same again',
      text: 'One repeats the other, or both come from one origin. However often it is printed, it is one voice.',
    },
    silence: {
      title: 'One of them is silence',
      text: 'Not answering is neither consent nor denial.',
    },
    qualifies: {
      title: 'One narrows the other or stands beside it',
      text: 'The source or an editor connected them. Neither takes the other back.',
    },
  },
};
