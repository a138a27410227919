export const downloads = {
  title: 'Take it with you',
  note: 'Everything in this view under this filter, not only this page of the table. Each license has a file of its own, because they may not be mixed; the license and the credit line stand in the file.',
  of: { one: '{count} device under {license}', other: '{count} devices under {license}' },
  csv: 'CSV',
  geojson: 'GeoJSON',
  sortedBy: 'Sorted by {column}, {way}.',
  ascending: 'first to last',
  descending: 'last to first',
  sort: 'Sort by {column}',
  page: 'Page {page} of {pages}; {shown} of {total} devices.',
  badOrder: 'The order of this list was not understood: {problems}. The usual order is shown.',
  notFound: 'There is nothing at this address.',
  badRequest: 'This download is asked for wrongly: {problems}.',
  empty: 'No device is held in this view under this filter.',
  chooseLicense:
    'Say which license: add license=… with one of {licenses}. Licenses are kept in files of their own.',
  busy: 'Too many downloads are running. Please try again in half a minute.',
};
