import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizeAgencyName } from '#lib/organizations/agency-name.ts';
import {
  findMunicipalKinds,
  findState,
  isVendorAccount,
  namesNobody,
  stripRetirement,
  toAgencyKey,
  toAgencyType,
  toComparable,
} from '#scrapers/core/us-agency.ts';

describe('findState', () => {
  test.each([
    ['Adrian MI PD', 'MI'],
    ["18th Judicial District DA's Office- LA PD", 'LA'],
    ['CO - Montrose PD', 'CO'],
    ['Arapahoe County CO SO', 'CO'],
    ['Wagoner CO OK SO', 'OK'],
    ['Georgia Southern University PD (GA)', 'GA'],
    ['Missouri State Highway Patrol', 'MO'],
    ['Tennessee Bureau of Investigation', 'TN'],
    ['San Diego County CA SD', 'CA'],
    ['Brookings County SO SD', 'SD'],
    ['Georgia Department of Natural Resources - NOT IN USE', 'GA'],
  ])('%s → %s', (name, state) => {
    expect(findState(name)).toBe(state);
  });

  test.each([
    'LA County CA Sheriff',
    'Warrick Co SO',
    'Warrick CO SO',
    'Indiana University PD',
    'Washington County SO',
    'Gwinnett County DAs Office',
    'GPC',
    'Michigan City PD',
  ])('%s does not tell, or tells two', (name) => {
    expect(findState(name)).toBeNull();
  });
});

describe('names compare without the state and with abbreviations spelled out', () => {
  test.each([
    ['Camden Co MO SO', 'Camden County MO SO'],
    ['Tallmadge PD OH', 'Tallmadge OH PD'],
    ['Adrian Twp MI PD', 'Adrian Township MI Police Department'],
    ['Rockford MI DPS', 'Rockford Dept of Public Safety MI'],
    ["Outagamie County DA's Office WI", "Outagamie County WI District Attorney's Office"],
    ['Ohio State HP OH', 'Ohio State Highway Patrol (OH)'],
    ['DNU- Walker County AL SO', 'Walker County AL SO'],
    ['Fox Chapel PA PD [Inactive]', 'Fox Chapel PA PD'],
  ])('%s = %s', (left, right) => {
    expect(toAgencyKey(left, findState(left), 'x')).toBe(toAgencyKey(right, findState(right), 'x'));
  });

  test.each([
    ['Union City OH PD', 'Union OH PD'],
    ['Flint Township MI PD', 'Flint MI PD'],
    ['Town of Poughkeepsie NY PD', 'Poughkeepsie City NY PD'],
    ['Port of Los Angeles CA PD', 'Los Angeles CA PD'],
    ['Camden County MO SO', 'Camden County GA SO'],
    ['Wayne County MI SO', 'Wayne MI PD'],
    ['Houston TX PD', 'Houston County TX SO'],
  ])('%s is not %s', (left, right) => {
    expect(toAgencyKey(left, findState(left), 'x')).not.toBe(toAgencyKey(right, findState(right), 'x'));
  });

  test('no town is ever one with the city, county, township or port of its name', () => {
    const kinds = [
      '',
      'City',
      'County',
      'Co',
      'Township',
      'Twp',
      'Town',
      'Village',
      'Borough',
      'Parish',
      'Port',
    ];
    const same: Record<string, string> = { Co: 'County', Twp: 'Township' };
    const town = fc.stringMatching(/^[B-R][a-z]{3,9}( [B-R][a-z]{3,9})?$/);
    fc.assert(
      fc.property(town, fc.constantFrom(...kinds), fc.constantFrom(...kinds), (name, left, right) => {
        const forms = [left, right].map((kind) => toComparable(`${name} ${kind} OH PD`, 'OH'));
        expect(forms[0] === forms[1]).toBe((same[left] ?? left) === (same[right] ?? right));
      }),
    );
  });

  test('normalizing twice is normalizing once', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string()), (text) => {
        const once = normalizeAgencyName(text);
        expect(normalizeAgencyName(once)).toBe(once);
      }),
    );
    expect(normalizeAgencyName('The The Hague PD')).toBe('hague police department');
    expect(normalizeAgencyName('constructor PD')).toBe('constructor police department');
  });
});

test("the vendor's accounts for sales and training are no agencies; a town named like a demo is", () => {
  for (const name of [
    'Northeast LE Training - Demo',
    'Flock Safety - Ops',
    'Western PA Demo Agency',
    'Florida LE Flock Training',
    'Test IL - PD - Do not use',
  ])
    expect(isVendorAccount(name), name).toBe(true);
  for (const name of [
    'Demopolis AL PD',
    'Ohio DPS',
    'Little Flock AR PD',
    'Atlanta Police Foundation Training Facility GA PD',
    'Whitestown IN PD',
  ])
    expect(isVendorAccount(name), name).toBe(false);
});

test('a bare number, a mark alone and the string null name nobody; a mark beside a name does', () => {
  for (const name of [
    '988',
    'null',
    'DNU',
    'do not use',
    "don't use)",
    'Z Do not use',
    'DUPLICATE PLEASE DELETE',
    'Made in Error',
    'DO not use - LZ',
  ])
    expect(namesNobody(name), name).toBe(true);
  for (const name of ['GPC', 'Do Not Use - Rosemont', 'Old Fort NC PD', '(Dead/Old) Plymouth IN PD'])
    expect(namesNobody(name), name).toBe(false);
});

test('marks of closed accounts come off, names that only look like them stay', () => {
  expect(stripRetirement('(Dead/Old) Plymouth IN PD')).toEqual({ name: 'Plymouth IN PD', retired: true });
  expect(stripRetirement('Cass County MO SO - DO NOT USE DUPLICATE ACCOUNT').name).toBe('Cass County MO SO');
  expect(stripRetirement('(revoked MOU) - former AZ - AZDCS').name).toBe('AZ - AZDCS');
  expect(stripRetirement('Old Fort NC PD')).toEqual({ name: 'Old Fort NC PD', retired: false });
  expect(stripRetirement('Richland  WA PD')).toEqual({ name: 'Richland WA PD', retired: false });
});

test('stripping marks ends in linear time on hostile names', () => {
  const name = `${'( - '.repeat(5_000)}do not`;
  const started = performance.now();
  stripRetirement(name);
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('what stands in parentheses does not make another kind of municipality', () => {
  expect(findMunicipalKinds('Madison TWP (Franklin CO) OH PD')).toBe('township');
  expect(findMunicipalKinds('Port of Los Angeles CA PD')).toBe(
    findMunicipalKinds('Los Angeles Port Police CA'),
  );
  expect(findMunicipalKinds('Flint Township MI PD')).not.toBe(findMunicipalKinds('Flint MI PD'));
});

test('the kind of agency is read off the abbreviation and not guessed', () => {
  expect(toAgencyType('Adrian MI PD')).toBe('law_enforcement');
  expect(toAgencyType('Gwinnett County DAs Office')).toBeNull();
});
