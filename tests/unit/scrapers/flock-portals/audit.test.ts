import { expect, test } from 'vitest';
import { countAudit } from '#scrapers/flock-portals/audit.ts';

const toAddress = (rows: readonly string[], header = 'id,searchDate,networkCount,offenseType') =>
  `data:text/csv;charset=utf-8,${encodeURIComponent([header, ...rows].join('\n'))}`;
const search = (day: string, offense: string) => `x,${day}T10:00:00Z,40,"${offense}"`;

test('searches are counted by month and type', () => {
  const rows = [
    ...Array.from({ length: 3 }, () => search('2026-05-30', 'Burglary')),
    search('2026-06-01', 'Burglary'),
    ...Array.from({ length: 3 }, () => search('2026-06-01', 'Theft, Larceny')),
  ];
  expect(countAudit(toAddress(rows))).toEqual([
    { month: '2026-05', offense: 'Burglary', searches: 3 },
    { month: '2026-06', offense: 'Burglary', searches: 1 },
    { month: '2026-06', offense: 'Theft, Larceny', searches: 3 },
  ]);
});

test('nothing of a row comes out: no id, no case, no plate, nothing that few searches share', () => {
  const rows = [
    ...Array.from({ length: 5 }, () => search('2026-06-01', 'Case 24-00117 plate QXJ0412')),
    search('2026-06-01', 'asked by a neighbor'),
    search('2026-06-02', 'asked by a neighbor'),
  ];
  const text = JSON.stringify(countAudit(toAddress(rows)));
  expect(JSON.parse(text)).toEqual([{ month: '2026-06', offense: 'other', searches: 7 }]);
});

test('a table of other columns, another kind of address and broken encoding are no audit', () => {
  expect(countAudit(toAddress(['1,2,3,4,5'], 'id,userId,searchDate,networkCount,reason'))).toBeNull();
  expect(countAudit('data:text/plain;charset=utf-8,id%2CsearchDate%2CnetworkCount%2CoffenseType')).toBeNull();
  expect(countAudit('data:text/csv;charset=utf-8,%E0%A4%A')).toBeNull();
  expect(countAudit('https://example.org/audit.csv')).toBeNull();
});
