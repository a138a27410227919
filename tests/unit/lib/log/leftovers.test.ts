import { expect, test } from 'vitest';
import { findTexts } from '#lib/log/leftovers.ts';

test('texts are found by their keys; identifiers, codes, dates and hashes are none', () => {
  const content = {
    id: 'test.c1',
    says: 'Jane Roe, 12 Elm Street',
    valid: '2026-11/2027-01',
    hash: 'a'.repeat(64),
    speaker: { type: 'person', name: '张三' },
    notes: ['one thing', 'B-2'],
  };
  expect([...findTexts(content)]).toEqual([
    ['Jane Roe, 12 Elm Street', 'says'],
    ['张三', 'speaker.name'],
    ['one thing', 'notes'],
  ]);
});
