import { describe, expect, test } from 'vitest';
import { DossierError, isDiskFull, toCliLine, toHttpStatus } from '#lib/errors.ts';

describe('an error', () => {
  const error = new DossierError('not_found', {
    what: 'There is no such law',
    where: 'law.x',
    mend: 'Search for it.',
  });

  test('reads as one line: what, where, how to mend it', () => {
    expect(toCliLine(error)).toBe('error not_found: There is no such law (law.x). Search for it.');
    const twoLines = new DossierError('internal', { what: 'one\n  two', mend: 'three' });
    expect(toCliLine(twoLines)).toBe('error internal: one two. three');
  });

  test('has the HTTP status of its code; anything unknown is 500', () => {
    expect(toHttpStatus(error)).toBe(404);
    expect(toHttpStatus(new Error('?'))).toBe(500);
    expect(toHttpStatus('?')).toBe(500);
  });

  test('of a full disk is told by its code, however deep', () => {
    const full = Object.assign(new Error('write failed'), { code: 'ENOSPC' });
    expect(isDiskFull(full)).toBe(true);
    expect(isDiskFull(new Error('copy failed', { cause: full }))).toBe(true);
    expect(isDiskFull(new Error('no space left on device'))).toBe(false);
    expect(toCliLine(full)).toMatch(/^error disk_full: The disk is full/);
  });

  test('of an unknown kind keeps its message and points to DEBUG', () => {
    expect(toCliLine(new Error('surprise'))).toBe('error internal: surprise (DEBUG=1 shows the stack trace)');
    expect(toCliLine(new AggregateError([new Error('first')]))).toMatch(/first/);
  });
});
