import { describe, expect, it } from 'vitest';
import { formatProblem } from '#lib/claims/problem.ts';
import { readYaml } from '#lib/claims/read-yaml.ts';

const read = (text: string) => readYaml('x.yaml', Buffer.from(text));
const problemsOf = (text: string) => read(text).list.problems.map(formatProblem);

describe('readYaml', () => {
  it('reads a sound file', () => {
    expect(read('a: [1, "two"]\n').document?.toJS()).toEqual({ a: [1, 'two'] });
  });

  it('names the line of a NUL, written out or escaped, in a value or a key', () => {
    expect(problemsOf('a: 1\nb: x\0y\n')).toEqual([
      'x.yaml:2:4 The text holds a NUL character. Take it out.',
    ]);
    expect(problemsOf('a: "x\\0y"\n')).toEqual(['x.yaml:1:4 The text holds a NUL character. Take it out.']);
    expect(problemsOf('? "x\\0"\n: 1\n')).toEqual([
      'x.yaml:1:3 The text holds a NUL character. Take it out.',
    ]);
  });

  it('refuses half of a surrogate pair, and takes a whole one', () => {
    expect(problemsOf('a: "\\ud800"\n')).toEqual([
      'x.yaml:1:4 The text holds half of a surrogate pair. Take it out.',
    ]);
    expect(problemsOf('a: "\\U0001F600"\n')).toEqual([]);
  });

  it('refuses aliases before they are written out', () => {
    const nested = [
      'a: &a [x, x]',
      ...Array.from('bcdefghij', (name, i) => `${name}: &${name} [${`*${'abcdefghi'[i]}, `.repeat(10)}]`),
    ];
    const { list, document } = read(`${nested.join('\n')}\n`);
    expect(document).toBeUndefined();
    expect(list.problems[0]).toMatchObject({ line: 2, what: 'The alias *a repeats a part of the file' });
  });
});
