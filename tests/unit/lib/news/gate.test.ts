import { describe, expect, test } from 'vitest';
import { judgeArticle, judgeListing } from '#lib/news/gate.ts';

const listing = (title: string, summary = '') => judgeListing({ title, summary });

describe('the gate on title and summary', () => {
  test.each([
    'City council extends its contract for facial recognition',
    'Police track phones without a court order',
    'Der Landtag streitet über die Überwachung der Bahnhöfe',
    'Le Sénat vote la vidéosurveillance algorithmique',
    'La fiscalía investiga el uso de un programa espía',
    '市公安局采购人脸识别摄像头',
  ])('lets through: %s', (title) => {
    expect(listing(title).isRelevant).toBe(true);
  });

  test.each([
    'A recipe for plum cake',
    'Why relational databases are not dinosaurs',
    'New cameras for hobby photographers',
    'Government publishes its budget',
    'The river police rescue a swan',
    '',
  ])('puts aside: %s', (title) => {
    expect(listing(title).isRelevant).toBe(false);
  });

  test('names the words that it went by, and what each was worth', () => {
    const verdict = listing(
      'Spyware found on phones',
      'The spyware came from the city. Databases were copied.',
    );
    expect(verdict).toMatchObject({ isRelevant: true, needed: 1, version: 'listing@1' });
    expect(verdict.words).toContainEqual({ word: 'spyware', count: 2, worth: 1 });
    expect(verdict.words).toContainEqual({ word: 'databases', count: 1, worth: 0.5 });
    expect(verdict.score).toBe(1.5);
  });

  test('counts forms of a word once', () => {
    expect(listing('A fingerprint', 'Fingerprinting, and one fingerprint more').words).toEqual([
      { word: 'fingerprint', count: 3, worth: 0.5 },
    ]);
  });

  test('takes somebody who watches and something to watch with only from one sentence', () => {
    expect(listing('Police collect phones').words.map(({ word }) => word)).toEqual(['police', 'phones']);
    expect(listing('Police hold a parade.', 'Phones get cheaper.').isRelevant).toBe(false);
  });

  test('knows names by their exact spelling', () => {
    expect(listing('The PRISM program').isRelevant).toBe(true);
    expect(listing('A prism splits light').isRelevant).toBe(false);
  });

  test('is quick on what was made to be slow', () => {
    const { words } = listing('monitor '.repeat(60), `${'a'.repeat(1_900)} surveillance`);
    expect(words.some(({ word }) => word === 'surveillance')).toBe(true);
  });
});

describe('the gate on the text', () => {
  test.each(['en', 'fr', 'de', 'es', 'zh'] as const)(
    'reads a word of 300,000 letters to its end: %s',
    (language) => {
      expect(judgeArticle('über'.repeat(75_000), language).isRelevant).toBe(false);
    },
  );

  const filler =
    'The committee met in the town hall and heard the members of the council for two hours. '.repeat(5);

  test('lets an article on surveillance through', () => {
    const verdict = judgeArticle(
      `${filler}Surveillance of the square began in May. Facial recognition was added in June.`,
      'en',
    );
    expect(verdict.isRelevant).toBe(true);
    expect(verdict.words.map(({ word }) => word)).toContain('surveillance');
  });

  test('puts aside an article that only shares words with it', () => {
    const text = `${filler}Databases are useful. A database holds rows. Many databases have indexes, and cameras have lenses.`;
    expect(judgeArticle(text, 'en')).toMatchObject({ isRelevant: false, version: 'text@1' });
  });

  test('puts aside an article that names it once', () => {
    expect(judgeArticle(`${filler}Some spoke of surveillance.`, 'en').isRelevant).toBe(false);
  });
});
