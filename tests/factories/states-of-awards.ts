/** One award as the table of awards by state lists it. */
export const stateAward = (values: object = {}) => ({
  vendor: 'Palantir',
  awardId: 'A1',
  recipient: 'PALANTIR USG INC',
  amount: 1000,
  agency: 'Department of Justice',
  subAgency: 'Federal Bureau of Investigation',
  startDate: '2024-01-01',
  endDate: '2025-01-01',
  description: 'COR: PAT EXAMPLETON (202) 555-0100',
  awardType: 'DELIVERY ORDER',
  url: 'https://www.usaspending.gov/award/CONT_AWD_A1_1549_-NONE-_-NONE-',
  ...values,
});

/** One state, with its vendors adding up. */
export function stateOfAwards(
  state: string,
  awards: readonly object[],
  vendors: readonly { name: string; amount: number; count: number }[] = [
    { name: 'Palantir', amount: 1000, count: 1 },
  ],
  values: object = {},
) {
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [-77, 38] },
    properties: {
      id: `usas-${state}`,
      state,
      totalAmount: vendors.reduce((sum, { amount }) => sum + amount, 0),
      awardCount: vendors.reduce((sum, { count }) => sum + count, 0),
      vendorCount: vendors.length,
      topVendor: vendors[0]?.name ?? '',
      vendors,
      awards,
      ...values,
    },
  };
}

export const statesOfAwards = (features: readonly object[], values: object = {}) => ({
  type: 'FeatureCollection',
  generatedAt: '2026-08-05T08:07:09.199Z',
  attribution: 'Data from the register.',
  license: 'Public domain (U.S. government work)',
  sourceName: 'register',
  sourceUrl: 'https://api.usaspending.gov/',
  note: 'A purchase, not a deployment.',
  window: { start: '2015-01-01', end: '2026-08-05' },
  awardingAgencies: ['Department of Justice'],
  awardTypeCodes: ['A'],
  caps: {},
  counts: {},
  features,
  ...values,
});
