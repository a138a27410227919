import { describe, expect, test } from 'vitest';
import { detectLanguage } from '#lib/candidates/languages.ts';

describe('the language of a text', () => {
  test('is the declared one, with or without a region', () => {
    expect(detectLanguage('whatever', 'fr-CA')).toBe('fr');
    expect(detectLanguage('whatever', 'EN')).toBe('en');
  });

  test('is none when another one is declared, whatever the words look like', () => {
    expect(detectLanguage('The police of the city has a camera, and it is on.', 'nl')).toBeUndefined();
  });

  test.each([
    ['The police of the city has a camera that is on, and it was used by the office for the harbor.', 'en'],
    [
      'La police de la ville a une caméra qui est sur le port, et les images sont dans une base pour des années.',
      'fr',
    ],
    [
      'Die Polizei der Stadt hat eine Kamera, und die ist nicht mit dem Amt von gestern auf den Hafen gerichtet.',
      'de',
    ],
    [
      'La policía de la ciudad tiene una cámara que graba los rostros, y las imágenes del puerto se guardan por años.',
      'es',
    ],
    ['市政府安装了很多摄像头。', 'zh'],
  ])('is told by small words or script: %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });

  test.each([
    ['too short', 'Camera'],
    ['Japanese', '市はカメラをたくさん設置しました。それはとても大きいです。'],
    ['Uyghur', 'شەھەر ھۆكۈمىتى نۇرغۇن كامېرا ئورناتتى'],
    ['Russian', 'Город установил камеры, и они работают.'],
    [
      'Dutch',
      'De politie van de stad heeft een camera en die is op de haven gericht, maar het is niet duidelijk.',
    ],
  ])('is unknown when it is none that we read: %s', (_, text) => {
    expect(detectLanguage(text)).toBeUndefined();
  });
});
