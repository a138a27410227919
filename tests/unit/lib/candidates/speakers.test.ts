import { describe, expect, test } from 'vitest';
import { wordsOf } from '#lib/candidates/language-tables.ts';
import { findSpeaker } from '#lib/candidates/speakers.ts';
import { readStance } from '#lib/candidates/stance.ts';

type Language = 'en' | 'fr' | 'de' | 'es';

function read(text: string, language: Language): [speaker: string | undefined, stance: string] {
  const words = wordsOf(language);
  const found = findSpeaker(text, words, []);
  const said =
    found === 'self' || found?.said === undefined ? undefined : text.slice(found.said.start, found.said.end);
  const stance = readStance(
    {
      text,
      speaker: found === 'self' ? 'self' : found === undefined ? 'none' : 'named',
      ...(said !== undefined && { said }),
    },
    words,
  );
  return [found === 'self' ? 'self' : found && text.slice(found.start, found.end), stance];
}

describe('who says it, and how he stands to it', () => {
  test.each<[Language, string, string | undefined, string]>([
    ['en', '"It was on," says Jim Harper, a fellow at the Harbor Institute.', 'Jim Harper', 'asserts'],
    [
      'en',
      '"It was on," Wu Manqing, the chief engineer of the office, told reporters.',
      'Wu Manqing',
      'asserts',
    ],
    [
      'en',
      'A Lookout spokesman says the company wasn’t involved in the program.',
      'A Lookout spokesman',
      'denies',
    ],
    ['en', 'Lookout denied that it had sold the pictures.', 'Lookout', 'denies'],
    ['en', 'According to the tender, the cameras see at night.', 'the tender', 'asserts'],
    [
      'en',
      'Lookout and Seaview didn’t respond to requests for comment.',
      'Lookout and Seaview',
      'no_comment',
    ],
    [
      'en',
      'The Ministry of Ports (MOP) refused to provide the number.',
      'The Ministry of Ports',
      'no_comment',
    ],
    ['en', 'We did not receive any response from the Harbor Office.', 'the Harbor Office', 'no_comment'],
    [
      'en',
      'In their reply dated May 3, the Harbor Police stated that they use it.',
      'the Harbor Police',
      'asserts',
    ],
    ['en', 'The captain doubts that the cameras are off.', 'The captain', 'doubts'],
    [
      'en',
      'Another Lookout executive, who asked for anonymity, says it would be tested.',
      'Another Lookout executive',
      'asserts',
    ],
    ['en', 'We said that they should stop.', 'self', 'asserts'],
    ['en', 'The cameras were installed in the state.', undefined, 'asserts'],
    ['en', 'It is as disclosed in the United States.', undefined, 'asserts'],
    ['fr', 'Le gouvernement se défend de toute similarité.', 'Le gouvernement', 'denies'],
    ['fr', 'Selon la police, les images sont effacées.', 'la police', 'asserts'],
    ['fr', 'La mairie n’a pas souhaité répondre.', 'La mairie', 'no_comment'],
    [
      'de',
      'Laut einem Bericht der Hafenzeitung hat die Stadt 60 Kameras.',
      'einem Bericht der Hafenzeitung',
      'asserts',
    ],
    ['de', 'Die Firma Blickfeld bestreitet das.', 'Die Firma Blickfeld', 'denies'],
    ['de', 'Das Landesamt wollte sich dazu nicht äußern.', 'Das Landesamt', 'no_comment'],
    ['es', 'Ojo Claro negó haber vendido las imágenes.', 'Ojo Claro', 'denies'],
    ['es', 'Según la empresa Tecnovista, el proyecto costó poco.', 'la empresa Tecnovista', 'asserts'],
    ['es', '«No sé nada», dijo la portavoz, Marta Lindes.', 'la portavoz, Marta Lindes', 'asserts'],
  ])('%s: %s', (language, text, speaker, stance) => {
    expect(read(text, language)).toEqual([speaker, stance]);
  });
});
