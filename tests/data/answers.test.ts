import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDb, connectDb } from '#lib/db.ts';
import { answerQuestions } from '#lib/records/answers.ts';
import { createCorpusDatabase } from '../setup/corpus.ts';
import type { TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
let answers: string;

beforeAll(async () => {
  database = await createCorpusDatabase();
  connectDb(database.url);
  answers = await answerQuestions();
});

afterAll(async () => {
  await closeDb();
  await database.drop();
});

function section(title: RegExp): string {
  return answers.split('\n## ').find((part) => title.test(part)) ?? '';
}

describe('docs/answers.md', () => {
  it('is what a freshly loaded database answers (npm run answers writes it)', () => {
    expect(readFileSync('docs/answers.md', 'utf8')).toBe(answers);
  });

  it('keeps the two lists of data apart by speaker, and never counts one article as several', () => {
    const rows = section(/^Which data categories/)
      .split('\n')
      .filter((line) => line.startsWith('| ') && line.includes('`c'));
    expect(rows.some((row) => /bank accounts/.test(row) && /Wu Manqing/.test(row))).toBe(true);
    expect(rows.some((row) => /bank accounts/.test(row) && /Bloomberg/.test(row))).toBe(false);
    expect(rows.some((row) => /jobs/.test(row) && /Bloomberg/.test(row))).toBe(true);
    expect(answers).not.toMatch(/Reported by several|Documented/);
  });

  it('has the antiterror laws in force on the day of the article and not on the last day of 2015; the draft on neither', () => {
    const rows = section(/^Which law was in force/).split('\n');
    expect(rows.find((row) => /Antiterror laws/.test(row))).toMatch(/\| not in force \| in force \|$/);
    expect(rows.find((row) => /Draft cybersecurity/.test(row))).toMatch(/\| draft \| draft \|$/);
  });

  it('gives Lhasa the plan as a plan and what covers China, and Hong Kong nothing without explicit scope', () => {
    expect(section(/^What does Lhasa get/)).toMatch(
      /Antiterrorism data platform[^|]*\| planned \| Tibet \| plan \| Alleged anonymously/,
    );
    expect(section(/^What does Lhasa get/)).not.toMatch(
      /Antiterrorism data platform[^|]*\| (applies|piloted)/,
    );
    expect(section(/^What does Hong Kong get/)).toMatch(/Nothing is held/);
  });

  it('has Baidu deny taking part, not answering official requests', () => {
    const denials = section(/^Who denies what/);
    expect(denials).toMatch(/spokesman for Baidu/);
    expect(denials).not.toMatch(/request/);
  });
});
