import type { z } from 'zod';
import type { KeyPath, ProblemList } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** Turns what Zod found into problems with a place and a mend, one for each cause. */
export function addSchemaProblems(list: ProblemList, error: z.ZodError, prefix: KeyPath = []): void {
  for (const issue of error.issues) addIssue(list, issue, prefix);
}

function addIssue(list: ProblemList, issue: Issue, prefix: KeyPath): void {
  const path = [...prefix, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys)
      list.add(
        [...path, key],
        `Unknown key “${key}”`,
        'Correct its spelling or remove it; docs/claims-file.md lists the keys.',
        true,
      );
    return;
  }
  if (issue.code === 'invalid_union') {
    const closest = findClosest(issue.errors);
    // A branch that fits but for something inside it says more than "none of the forms fits".
    if (closest !== undefined) for (const inner of closest) addIssue(list, inner, path);
    else list.add(path, 'None of the allowed forms fits', toUnionMend(issue));
    return;
  }
  if (issue.code === 'invalid_type' && /received undefined/.test(issue.message)) {
    list.add(
      path,
      `The key “${path.at(-1) ?? ''}” is missing`,
      'Add it; docs/claims-file.md says what it holds.',
    );
    return;
  }
  const needsQuotes =
    issue.code === 'invalid_type' && /expected string, received (number|boolean)/.test(issue.message);
  list.add(
    path,
    toWhat(issue),
    needsQuotes ? 'Put the value in quotes.' : 'Give it the form that docs/claims-file.md describes.',
  );
}

function toWhat(issue: Issue): string {
  const message = issue.message.replace(/^Invalid input: ?/, '').replace(/^Invalid (option|string): ?/, '');
  return message === '' ? 'The value has a wrong form' : `Wrong value: ${message}`;
}

/** The branch whose own keys are there: the one without unrecognized or missing keys at its top, with the fewest issues. */
function findClosest(branches: readonly Issue[][]): Issue[] | undefined {
  const fitting = branches.filter(
    (issues) =>
      issues.length > 0 &&
      !issues.some((issue) => issue.code === 'unrecognized_keys' || issue.path.length === 0),
  );
  return [...fitting].sort((a, b) => depthOf(b) - depthOf(a) || a.length - b.length)[0];
}

function depthOf(issues: readonly Issue[]): number {
  return Math.min(...issues.map((issue) => issue.path.length));
}

function toUnionMend(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const discriminator =
    'discriminator' in issue && typeof issue.discriminator === 'string' ? issue.discriminator : undefined;
  return discriminator === undefined
    ? 'Use one of the forms that docs/claims-file.md shows for this key.'
    : `Give “${discriminator}” one of the values that docs/claims-file.md lists.`;
}
