import { describe, expect, test } from 'vitest';
import {
  findDuplicateOf,
  findState,
  isTestAccount,
  toAgencyType,
  toComparable,
} from '#scrapers/private-eyes-2024/parse.ts';

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

test('names compare without the state and with abbreviations spelled out', () => {
  expect(toComparable('Adrian Twp MI PD', 'MI')).toBe('adrian township police department');
  expect(toComparable('Prowers County SO (CO)', 'CO')).toBe('prowers county sheriffs office');
  expect(toComparable('Tallmadge PD OH', 'OH')).toBe(toComparable('Tallmadge OH PD', 'OH'));
});

test('only a note that says "duplicate of" joins; "may be" does not', () => {
  expect(findDuplicateOf('Duplicate of Adrian Township MI PD')).toEqual(['Adrian Township MI PD']);
  expect(findDuplicateOf('marked as duplicate of SEMO Drug Task Force MO')).toEqual([
    'SEMO Drug Task Force MO',
  ]);
  expect(findDuplicateOf('Duplicate of A MI PD; Duplicate of B MI PD')).toEqual(['A MI PD', 'B MI PD']);
  expect(findDuplicateOf('May be duplicate of Polk County FL SO - Flex')).toEqual([]);
  expect(findDuplicateOf('NA')).toEqual([]);
});

test("the vendor's accounts for sales and training are no agencies; a town named like a demo is", () => {
  expect(isTestAccount('Northeast LE Training - Demo')).toBe(true);
  expect(isTestAccount('Flock Safety - Ops')).toBe(true);
  expect(isTestAccount('Demopolis AL PD')).toBe(false);
  expect(isTestAccount('Ohio DPS')).toBe(false);
});

test('the kind of agency is read off the abbreviation and not guessed', () => {
  expect(toAgencyType('Adrian MI PD')).toBe('law_enforcement');
  expect(toAgencyType('Gwinnett County DAs Office')).toBeNull();
});
