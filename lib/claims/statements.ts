import { overlaps, spanOf } from './interval.ts';
import { propositionKey } from './proposition.ts';
import type { FactValue, ResolvableClaim } from './resolve.ts';

/** One claim about one member of its object. */
export interface Statement {
  claim: ResolvableClaim;
  value: FactValue;
  key: string;
}

export function statementsOf(claim: ResolvableClaim): Statement[] {
  const members: FactValue[] = claim.object.type === 'set' ? claim.object.members : [claim.object];
  return members.map((value) => ({
    claim,
    value,
    key: propositionKey({
      subject: claim.subject,
      predicate: claim.predicate,
      object: value,
      place: claim.place,
    }),
  }));
}

/** Denials, doubts and silence answer every group of the proposition; assertions part by plan and by disjoint validity. */
export function splitByPlanAndTime(statements: Statement[]): Statement[][] {
  const ordered = [...statements].sort(inReadingOrder);
  const asserts = ordered.filter((statement) => statement.claim.stance === 'asserts');
  const answers = ordered.filter((statement) => statement.claim.stance !== 'asserts');
  const parts = [
    ...splitByTime(asserts.filter((statement) => statement.claim.modality === 'plan')),
    ...splitByTime(asserts.filter((statement) => statement.claim.modality !== 'plan')),
  ];
  // A denial of another time than every assertion answers none of them, and stands for itself.
  const alone = answers.filter((answer) => !parts.some((part) => meets(part, answer)));
  return [
    ...parts.map((part) => [...part, ...answers.filter((answer) => meets(part, answer))]),
    ...splitByTime(alone),
  ];
}

/** Undated assertions join the first dated ones: nothing says that they speak of another time. */
function splitByTime(statements: Statement[]): Statement[][] {
  const parts: Statement[][] = [];
  const dated = statements.filter((statement) => statement.claim.valid !== null);
  const undated = statements.filter((statement) => statement.claim.valid === null);
  for (const statement of dated) {
    const touching = parts.filter((part) => meets(part, statement));
    const rest = parts.filter((part) => !touching.includes(part));
    parts.splice(0, parts.length, ...rest, [...touching.flat(), statement]);
  }
  for (const part of parts) part.sort(inReadingOrder);
  parts.sort((a, b) => compare(earliestOf(a), earliestOf(b)));
  if (undated.length === 0) return parts;
  const [first = [], ...others] = parts;
  return [[...first, ...undated].sort(inReadingOrder), ...others];
}

function earliestOf(part: Statement[]): string {
  return spanOf(part.map((statement) => statement.claim.valid))?.earliest ?? '';
}

function meets(part: Statement[], statement: Statement): boolean {
  const { valid } = statement.claim;
  return (
    valid === null || part.some((other) => other.claim.valid === null || overlaps(other.claim.valid, valid))
  );
}

function inReadingOrder(a: Statement, b: Statement): number {
  return (
    compare(a.claim.workId, b.claim.workId) ||
    a.claim.position - b.claim.position ||
    compare(a.claim.id, b.claim.id)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
