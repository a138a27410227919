/** Words of the timeline. */
export const timeline = {
  title: 'Timeline',
  deck: 'What is told to have happened to systems and laws, year by year: announced, piloted, in operation, ended; drafted, in force, repealed. Dates are as exact as their sources.',
  caveat:
    'Only what carries a date stands here. A date such as “2015” means some time of that year; it stands at its first possible year.',
  kind: 'Kind',
  kinds: { program: 'Systems and programs', law: 'Laws' },
  place: 'Place code',
  who: 'Name contains',
  total: { one: '{count} dated statement', other: '{count} dated statements' },
  empty: 'Nothing with a date is held under this filter. That says nothing about what happened.',
  noYear: 'Earlier',
  claim: 'claim',
  onMap: 'Play it on the map',
};
