import { describe, expect, test } from 'vitest';
import { type LogEntry, parseEntryText, toCommitment, toEntryText } from '#lib/log/entry.ts';

const entry: LogEntry = {
  v: 1,
  kind: 'claim',
  id: 'a.1',
  version: 1,
  op: 'create',
  actor: 'editor:curation',
  at: '2026-11-23T12:00:00.000Z',
  reason: 'first reading',
  prev: null,
  commit: 'a'.repeat(64),
};

describe('log entry', () => {
  test('is written with sorted keys and read back', () => {
    const text = toEntryText(entry);
    expect(text.startsWith('{"actor":"editor:curation","at":"2026-11-23T12:00:00.000Z","commit":')).toBe(
      true,
    );
    expect(parseEntryText(text)).toEqual(entry);
  });

  test('is refused with the mend when it does not fit', () => {
    expect(() => toEntryText({ ...entry, actor: 'Jane Doe' })).toThrow(
      /actor.*claim a\.1.*Correct the actor/,
    );
    expect(() => toEntryText({ ...entry, reason: '監'.repeat(400) })).toThrow(
      /bytes, and at most 1024 .*Shorten the reason/,
    );
  });

  test.each([
    ['another spelling', (text: string) => text.replace('"v":1', '"v": 1')],
    ['an extra key', (text: string) => text.replace('}', ',"x":1}')],
    ['a time without milliseconds', (text: string) => text.replace('.000Z', 'Z')],
    ['upper-case hex', (text: string) => text.replace('aaaa', 'AAAA')],
    ['a future format', (text: string) => text.replace('"v":1', '"v":2')],
  ])('%s is not an entry', (_, change) => {
    expect(parseEntryText(change(toEntryText(entry)))).toBeUndefined();
  });

  test('a commitment binds salt and content', () => {
    const salt = '00'.repeat(32);
    expect(toCommitment(salt, '{}')).not.toBe(toCommitment('01'.repeat(32), '{}'));
    expect(toCommitment(salt, '{}')).not.toBe(toCommitment(salt, '[]'));
  });
});
