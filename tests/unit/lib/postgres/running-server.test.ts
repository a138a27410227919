import { describe, expect, test } from 'vitest';
import { isAlive, parsePostmasterPid } from '#lib/postgres/running-server.ts';

describe('postmaster.pid', () => {
  test('gives process id and port', () => {
    const text = '4711\n/home/x/.data/postgres/data\n1763900000\n41053\n\n127.0.0.1\n  123  0\nready   \n';
    expect(parsePostmasterPid(text)).toEqual({ pid: 4711, port: 41053 });
  });

  test('says nothing while it is half-written', () => {
    expect(parsePostmasterPid('4711\n/home/x\n')).toBeUndefined();
    expect(parsePostmasterPid('')).toBeUndefined();
  });
});

test('a process is alive while it runs', () => {
  expect(isAlive(process.pid)).toBe(true);
  expect(isAlive(2 ** 30)).toBe(false);
});
