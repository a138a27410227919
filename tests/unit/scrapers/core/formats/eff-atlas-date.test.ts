import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isEdtf } from '#lib/edtf.ts';
import { toEdtf } from '#scrapers/core/formats/eff-atlas-date.ts';

describe('toEdtf', () => {
  test.each([
    ['12/27/2012', '2012-12-27'],
    ['1/2/2019', '2019-01-02'],
    ['1/2/19', '2019-01-02'],
    ['02/18/ 2020', '2020-02-18'],
    ['05/2018', '2018-05'],
    ['2017', '2017'],
    [' 2017 ', '2017'],
    ['2015-2016', '2015/2016'],
    ['2020-2021', '2020/2021'],
    ['January 1, 2019', '2019-01-01'],
    ['26 Mar 2014', '2014-03-26'],
    ['Sept 3, 2016', null],
  ])('%s → %s', (text, edtf) => {
    const date = toEdtf(text, 2020);
    expect('edtf' in date ? date.edtf : null).toBe(edtf);
  });

  test.each([
    ['', 'empty'],
    ['43146', 'serial_number'],
    ['27/12/2012', 'impossible'],
    ['02/30/2019', 'impossible'],
    ['12/31/2021', 'impossible'],
    ['9/21/0206', 'impossible'],
    ['13/2018', 'impossible'],
    ['2019-2015', 'impossible'],
    ['07-11-2019', 'unreadable'],
    ['2016-17', 'unreadable'],
    ['2010/11', 'unreadable'],
    ['21, 2019', 'unreadable'],
    ['01/17,2019', 'unreadable'],
    ['10/4', 'unreadable'],
    ['Maybe 3, 2016', 'unreadable'],
  ])('"%s" is unknown: %s', (text, unknown) => {
    expect(toEdtf(text, 2020)).toEqual({ unknown });
  });

  test('two digits of a year are years of this century, up to the export', () => {
    expect(toEdtf('6/5/20', 2020)).toEqual({ edtf: '2020-06-05' });
    expect(toEdtf('6/5/21', 2020)).toEqual({ unknown: 'impossible' });
    expect(toEdtf('6/5/98', 2020)).toEqual({ unknown: 'impossible' });
  });

  test('every real day survives each of the forms that hold a whole day', () => {
    const days = fc.date({
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2020-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, fc.boolean(), fc.boolean(), (date, padded, short) => {
        const iso = date.toISOString().slice(0, 10);
        const [y = '', m = '', d = ''] = iso.split('-');
        const part = (text: string) => (padded ? text : String(Number(text)));
        const text = `${part(m)}/${part(d)}/${short ? y.slice(2) : y}`;
        expect(toEdtf(text, 2020)).toEqual({ edtf: iso });
      }),
    );
  });

  test('whatever stands in a cell, an answer is a date that the site can read and no later than the export', () => {
    const parts = fc.constantFrom(
      '0',
      '1',
      '2',
      '9',
      '12',
      '31',
      '2019',
      '19',
      '/',
      '-',
      ',',
      ' ',
      'Mar',
      'January',
    );
    const cells = fc.oneof(
      fc.string(),
      fc.array(parts, { maxLength: 8 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(cells, (text) => {
        const date = toEdtf(text, 2020);
        if (!('edtf' in date)) return;
        expect(isEdtf(date.edtf)).toBe(true);
        expect(Number(date.edtf.slice(0, 4))).toBeLessThanOrEqual(2020);
      }),
    );
  });
});
