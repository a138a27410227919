import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEntities } from '#lib/entities/read-entities.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-entities-'));
  cpSync('tests/fixtures/claims/data', folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('readEntities', () => {
  it('reads every file of the folder', () => {
    expect(readEntities(folder).map((entity) => entity.id)).toEqual([
      'program.harbor-lamps',
      'org.harbor-works',
      'org.harbor-gazette',
      'org.northaven-council',
      'person.ada-brandt',
      'person.withheld-clerk',
    ]);
  });

  it.each([
    [
      'an id of another kind',
      '- { id: org.x, slug: x, label: X, labelLang: en }',
      /people\.yaml:1:9 \[0\]\.id: org\.x does not belong in this file/,
    ],
    [
      'a person without a public role',
      '- { id: person.x, slug: x, label: X, labelLang: en }',
      /only in a public or professional role/,
    ],
    [
      'attributes of a withheld person',
      '- { id: person.x, slug: x, label: X, labelLang: en, identityWithheld: true, externalIds: { wikidata: Q1 } }',
      /has no attributes/,
    ],
    [
      'an id that stands twice',
      '- { id: person.x, slug: x, label: X, labelLang: en, publicRole: r }\n- { id: person.x, slug: y, label: X, labelLang: en, publicRole: r }',
      /person\.x stands twice/,
    ],
    [
      'an unknown key',
      '- { id: person.x, slug: x, label: X, labelLang: en, publicRole: r, home: here }',
      /people\.yaml:1:\d+ \[0\]\.home: Unknown key/,
    ],
    ['a file that is no list', 'id: person.x', /is not a list/],
    [
      'a file in another encoding',
      Buffer.from('- { id: person.x, slug: x, label: caf\xe9 }', 'latin1'),
      /mixes encodings/,
    ],
  ])('refuses %s', (_, content, message) => {
    writeFileSync(join(folder, 'entities', 'people.yaml'), content);
    expect(() => readEntities(folder)).toThrow(message);
  });
});
