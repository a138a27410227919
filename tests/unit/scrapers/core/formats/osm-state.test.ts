import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseState, toSequencePath } from '#scrapers/core/formats/osm-state.ts';
import { toState } from '../../../../fakes/osm-replication.ts';

test('reads the documented form, with its escaped colons', () => {
  const text = '#Thu Jan 01 00:01:02 UTC 2026\nsequenceNumber=6890123\ntimestamp=2026-01-01T00\\:00\\:59Z\n';
  expect(parseState(text, 'x')).toEqual({
    sequence: 6_890_123,
    timestamp: new Date('2026-01-01T00:00:59Z'),
  });
});

test('what is written is read again', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 999_999_999 }),
      fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }),
      (sequence, seconds) => {
        const timestamp = new Date(seconds * 1_000);
        expect(parseState(toState(sequence, timestamp), 'x')).toEqual({ sequence, timestamp });
      },
    ),
  );
});

test.each([
  '',
  '<html></html>',
  'sequenceNumber=1',
  'sequenceNumber=x\ntimestamp=2026-01-01T00\\:00\\:59Z',
  'sequenceNumber=1\ntimestamp=yesterday',
])('"%s" is no state', (text) => {
  expect(() => parseState(text, 'x')).toThrow(/replication\.url/);
});

test('a number becomes a path of three parts', () => {
  expect(toSequencePath(6_890_123)).toBe('006/890/123');
  expect(toSequencePath(0)).toBe('000/000/000');
  fc.assert(
    fc.property(fc.nat({ max: 999_999_999 }), (sequence) => {
      const path = toSequencePath(sequence);
      expect(path).toMatch(/^\d{3}\/\d{3}\/\d{3}$/);
      expect(Number(path.replaceAll('/', ''))).toBe(sequence);
    }),
  );
});
