import { describe, expect, test } from 'vitest';
import { splitStatements } from '#lib/postgres/sql-statements.ts';

const texts = (script: string) => splitStatements(script).map((statement) => statement.text);

describe('splitting a script', () => {
  test('ends statements at top-level semicolons and drops empty ones', () => {
    expect(texts('select 1; ;\n\nselect 2')).toEqual(['select 1', 'select 2']);
  });

  test('names the line of the first word, after comments', () => {
    expect(splitStatements('-- one;\n/* two;\n three */\nselect 1;\nselect 2;')).toEqual([
      { text: 'select 1', line: 4 },
      { text: 'select 2', line: 5 },
    ]);
  });

  test.each([
    ['a quoted text', `select ';''; x'`],
    ['an escape text', `select E'it\\'s; x'`],
    ['a quoted name', `select ";"";"`],
    ['a line comment', 'select 1 -- ; x'],
    ['a nested comment', 'select /* ; /* ; */ ; */ 1'],
    ['dollar quotes', 'do $$ begin; end $$'],
    ['tagged dollar quotes', 'do $a$ select $$;$$; $a$'],
  ])('leaves the semicolon in %s', (_name, statement) => {
    expect(texts(`${statement}\n; select 2`)).toEqual([statement, 'select 2']);
  });

  test('does not take a parameter or a name with a dollar for a quote', () => {
    expect(texts('select $1; select a$b$ from t; select 3')).toEqual([
      'select $1',
      'select a$b$ from t',
      'select 3',
    ]);
  });

  test('does not take a word that ends in e for an escape text', () => {
    expect(texts(`select date'\\'; select 2`)).toEqual([`select date'\\'`, 'select 2']);
  });
});
