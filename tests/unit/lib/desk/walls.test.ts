import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ReviewWriter } from '#lib/review/writer.ts';

/** What can write or show a review. */
const desk =
  /^lib\/desk\/|^lib\/review\/(writer|decision-log|write-claims-file|declare-entity|stored-review|session|press|operate)\.ts$|^scripts\/desk-server\.ts$/;

/** Every file of ours that these import, directly or over others; imports of types alone do not count. */
function findReached(entries: readonly string[]): string[] {
  const reached = new Set<string>();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const source = readFileSync(file, 'utf8');
    const pattern =
      /(?:^|\n)\s*(?:import|export)\s(?!type\s)[^;]*?from\s+'([^']+)'|import\(\s*'([^']+)'|(?:^|\n)import\s+'([^']+)'/g;
    for (const [, from, dynamic, bare] of source.matchAll(pattern)) {
      const target = from ?? dynamic ?? bare ?? '';
      const path = target.startsWith('#')
        ? target.replace(/^#/, '')
        : target.startsWith('.')
          ? normalize(join(dirname(file), target))
          : undefined;
      if (path !== undefined && /\.tsx?$/.test(path) && existsSync(path)) open.push(path);
    }
  }
  return [...reached];
}

describe('the public surface', () => {
  const reached = findReached([
    'server.ts',
    ...globSync('app/**/*.{ts,tsx}'),
    ...globSync('components/**/*.{ts,tsx}'),
  ]);

  it('reaches no file of the desk, and nothing that could make the right to write', () => {
    expect(reached.length).toBeGreaterThan(200);
    expect(reached).toContain('lib/site/page-cache.ts');
    expect(reached.filter((file) => desk.test(file))).toEqual([]);
  });

  it('would be caught if it did', () => {
    expect(findReached(['scripts/desk-server.ts']).filter((file) => desk.test(file))).toContain(
      'lib/review/writer.ts',
    );
  });

  it('has no route, login or server action', () => {
    expect(globSync('app/**/desk*')).toEqual([]);
    const sources = globSync('{app,components}/**/*.{ts,tsx}').map((file) => readFileSync(file, 'utf8'));
    expect(sources.filter((source) => /['"]use server['"]/.test(source))).toEqual([]);
  });
});

describe('the right to write', () => {
  it('is made by the desk on loopback alone', () => {
    expect(ReviewWriter.atDesk({ SURFACE: 'desk', HOST: '127.0.0.1' }, 'alba').by).toBe('alba');
    expect(() => ReviewWriter.atDesk({ SURFACE: 'site', HOST: '127.0.0.1' }, 'alba')).toThrow(
      'Only the desk',
    );
    expect(() => ReviewWriter.atDesk({ SURFACE: 'desk', HOST: '0.0.0.0' }, 'alba')).toThrow('Only the desk');
    expect(() => ReviewWriter.atDesk({ SURFACE: 'desk', HOST: '::1' }, '../alba')).toThrow('pseudonym');
  });

  it('cannot be imitated by an object that looks like it', () => {
    const real = ReviewWriter.atTerminal('alba');
    expect(() => ReviewWriter.demand(real)).not.toThrow();
    const copies = [
      { ...real },
      { by: 'alba' },
      Object.create(ReviewWriter.prototype),
      null,
      undefined,
      'alba',
    ];
    for (const copy of copies) expect(() => ReviewWriter.demand(copy)).toThrow('Nothing is written');
  });
});
