import { describe, expect, it } from 'vitest';
import { type NamedEntity, NameIndex } from '#lib/review/name-index.ts';

const plain = { names: [], isCurated: true, isWithheld: false };
const entities: NamedEntity[] = [
  { ...plain, id: 'org.harbor-police', kind: 'organization', label: 'Harbor Police' },
  { ...plain, id: 'org.us-or-harbor', kind: 'organization', label: 'Harbor', isCurated: false },
  { ...plain, id: 'place.CN-XJ', kind: 'place', label: 'Xinjiang', names: ['新疆维吾尔自治区', 'Şincan'] },
  { ...plain, id: 'person.withheld', kind: 'person', label: 'Harbor clerk', isWithheld: true },
  { ...plain, id: 'person.ada', kind: 'person', label: 'Ada Brandt' },
];
const index = new NameIndex(entities);
const find = (query: string) => index.search(query).map(({ id }) => id);

describe('search as you type', () => {
  it('puts the whole name before its beginning, and that before a later word', () => {
    expect(find('harbor')).toEqual(['org.us-or-harbor', 'org.harbor-police']);
    expect(find('pol')).toEqual(['org.harbor-police']);
  });

  it('finds other scripts, letters with marks and traditional characters by their folded form', () => {
    expect(find('sincan')).toEqual(['place.CN-XJ']);
    expect(find('維吾爾')).toEqual([]);
    expect(find('新疆維')).toEqual(['place.CN-XJ']);
  });

  it('finds by id and by kind, and nothing for nothing', () => {
    expect(find('cn-xj')).toEqual(['place.CN-XJ']);
    expect(index.search('ada', ['place'])).toEqual([]);
    expect(find('  ')).toEqual([]);
  });

  it('never offers a person whose identity a source withheld', () => {
    expect(find('clerk')).toEqual([]);
    expect(index.findNamed('the Harbor clerk')).toBeUndefined();
  });

  it('finds the person whose whole name stands in other words', () => {
    expect(index.findNamed('Ada Brandt, who leads the works')).toBe('person.ada');
    expect(index.findNamed('Adam Brandtner')).toBeUndefined();
  });
});
