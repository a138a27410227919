import { describe, expect, test } from 'vitest';
import { findAmounts } from '#lib/candidates/amounts.ts';
import { gatherNames } from '#lib/candidates/document-names.ts';
import { findKnownNames, toGazetteer } from '#lib/candidates/gazetteer.ts';
import { wordsOf } from '#lib/candidates/language-tables.ts';
import { findLaws } from '#lib/candidates/laws.ts';
import { findOrganizations } from '#lib/candidates/organizations.ts';
import { findPlaces } from '#lib/candidates/places.ts';

const gazetteer = toGazetteer([
  { name: 'Baidu', id: 'org.baidu', type: 'organization' },
  { name: 'Springfield Police Department', id: 'org.us-il-springfield', type: 'organization' },
  { name: 'Springfield Police Department', id: 'org.us-mo-springfield', type: 'organization' },
  { name: 'Delhi', id: 'place.IN-DL', type: 'place' },
  { name: 'Chile', id: 'place.CL', type: 'place', languages: ['en'] },
  { name: 'Chile', id: 'place.CL', type: 'place', languages: ['es'] },
  { name: 'Effort', id: 'place.1', type: 'place' },
  { name: 'Garvie', id: 'place.2', type: 'place' },
  { name: '新疆', id: 'place.CN-XJ', type: 'place', languages: ['zh'] },
]);

function organizations(text: string, language: 'en' | 'fr' | 'de' | 'es' = 'en', document = text) {
  const words = wordsOf(language);
  const names = gatherNames(document, words, findKnownNames(document, gazetteer, language));
  return findOrganizations(text, words, findKnownNames(text, gazetteer, language), names).map(
    ({ start, end }) => text.slice(start, end),
  );
}

describe('known names', () => {
  test('are found in the letters that they are written in, longest first, with everything that bears them', () => {
    const text = 'The Springfield Police Department and Baidu’s people made an effort in Delhi.';
    const hits = findKnownNames(text, gazetteer, 'en');
    expect(hits.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Springfield Police Department',
      'Baidu',
      'Delhi',
    ]);
    expect(hits[0]?.ids).toEqual(['org.us-il-springfield', 'org.us-mo-springfield']);
  });

  test('of one language are found in that language only', () => {
    expect(findKnownNames('en Chile', gazetteer, 'es')).toHaveLength(1);
    expect(findKnownNames('au Chile', gazetteer, 'fr')).toHaveLength(0);
    expect(findKnownNames('参与新疆的项目', gazetteer, 'zh')).toHaveLength(1);
  });
});

describe('organizations', () => {
  test.each([
    [
      'The Ministry of Home Affairs asked the High Court of Delhi and the Delhi Police.',
      ['Ministry of Home Affairs', 'High Court of Delhi', 'Delhi Police'],
    ],
    [
      'The School of Journalism and Communication and the Harbor Watch Foundation',
      ['School of Journalism and Communication', 'Harbor Watch Foundation'],
    ],
    ['Police and the Court said that the State Government knew.', []],
    ['It was sold by Clear Eye Systems Pvt Ltd to nobody.', ['Clear Eye Systems Pvt Ltd']],
  ])('%s', (text, expected) => {
    expect(organizations(text)).toEqual(expected);
  });

  test('are known by the acronym that the document explains, and only if it explains a body', () => {
    const document =
      'The Ministry of Home Affairs (MHA) bought Facial Recognition Technology (FRT). The MHA uses FRT.';
    expect(organizations('The MHA uses FRT.', 'en', document)).toEqual(['MHA']);
  });

  test('are known by the short form of a name, and by what only a body has', () => {
    const document =
      'Harbor Watch International spoke. A Lookout spokesman did not. Harbor Watch and Lookout agreed.';
    expect(organizations('Harbor Watch and Lookout agreed.', 'en', document)).toEqual([
      'Harbor Watch',
      'Lookout',
    ]);
  });

  test('in French end before the next clause', () => {
    expect(
      organizations(
        'La Commission nationale de contrôle des techniques de renseignement (CNCTR) saisit le Conseil d’Etat si elle le veut.',
        'fr',
      ),
    ).toEqual([
      'Commission nationale de contrôle des techniques de renseignement',
      'CNCTR',
      'Conseil d’Etat',
    ]);
  });

  test('in German and Spanish begin with what they are', () => {
    expect(
      organizations('Das Landesamt für Verfassungsschutz und die Blickfeld GmbH schweigen.', 'de'),
    ).toEqual(['Landesamt für Verfassungsschutz', 'Blickfeld GmbH']);
    expect(
      organizations('El Tribunal Superior de Villanube y el Ministerio del Interior callan.', 'es'),
    ).toEqual(['Tribunal Superior de Villanube', 'Ministerio del Interior']);
  });
});

describe('places', () => {
  const places = (text: string) => {
    const hits = findKnownNames(text, gazetteer, 'en');
    const taken = organizations(text).map((name) => ({
      start: text.indexOf(name),
      end: text.indexOf(name) + name.length,
    }));
    return findPlaces(text, hits, taken).map(({ start, end }) => text.slice(start, end));
  };

  test('inside the name of a body are part of it', () => {
    expect(places('The Delhi Police works in Delhi.')).toEqual(['Delhi']);
  });

  test('beside another capitalized word are somebody’s name', () => {
    expect(places('Clare Garvie spoke.')).toEqual([]);
  });
});

describe('laws', () => {
  const laws = (text: string, language: 'en' | 'fr' | 'de' | 'es' = 'en') =>
    findLaws(text, wordsOf(language)).map((law) => [text.slice(law.start, law.end), law.named]);

  test('are found by name, by number and without a name', () => {
    expect(
      laws('Under Section 69 of the Information Technology Act, 2000 and a draft cybersecurity law'),
    ).toEqual([
      ['Section 69 of the Information Technology Act, 2000', true],
      ['draft cybersecurity law', false],
    ]);
    expect(laws('le projet de loi sur le renseignement', 'fr')).toEqual([
      ['projet de loi sur le renseignement', false],
    ]);
    expect(laws('Das Polizeigesetz erlaubt es.', 'de')).toEqual([['Polizeigesetz', true]]);
    expect(laws('La Ley de Seguridad Urbana', 'es')).toEqual([['Ley de Seguridad Urbana', true]]);
  });
});

describe('amounts', () => {
  test.each([
    ['164 billion yuan', 'money', '164000000000', 'CNY'],
    ['$4.24 million', 'money', '4240000', 'USD'],
    ['Rs. 48,000 crores', 'money', '480000000000', 'INR'],
    ['450.000 euros', 'money', '450000', 'EUR'],
    ['3 millones de euros', 'money', '3000000', 'EUR'],
    ['1.4 lakh CCTV cameras', 'quantity', '140000', 'cameras'],
    ['600,000 cameras', 'quantity', '600000', 'cameras'],
    ['30.000 Reisenden', 'quantity', '30000', 'reisenden'],
  ])('%s', (text, type, value, unit) => {
    expect(findAmounts(`It was ${text}.`)).toMatchObject([{ type, value, unit }]);
  });

  test('are no section numbers, years or dates', () => {
    expect(findAmounts('Section 69 of 2015, on 12.11.2021')).toEqual([]);
  });
});
