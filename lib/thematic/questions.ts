import { z } from 'zod';
import { powerActions } from '#lib/claims/object-schema.ts';

/**
 * What the shading can answer, defined once for address, map, legend and list. `power.<action>`: laws in force with that
 * power. `scope`: the territory of one program or law. In the address codes are written with hyphens.
 */
export const plainAsks = ['systems', 'running', 'laws', 'deployments', 'devices'] as const;
export const powerAsks = powerActions.map((action) => `power.${action}` as const);
export const asks = [...plainAsks, ...powerAsks, 'scope'] as const;
export type Ask = (typeof asks)[number];

export const levels = ['country', 'region'] as const;

const isoDay = z.iso.date();
const questionSchema = z.object({
  ask: z.enum(asks).default('systems'),
  level: z.enum(levels).default('country'),
  /** `program/<slug>` or `law/<slug>`; only with `scope`. */
  subject: z
    .string()
    .max(200)
    .regex(/^(program|law)\/[a-z0-9][a-z0-9-]*$/)
    .optional(),
  /** ISO day; absent is today. */
  on: isoDay.optional(),
});
export type Question = z.infer<typeof questionSchema>;
export type QuestionReading = { ok: true; question: Question } | { ok: false; problems: string[] };

/** Reads the question from an address; an empty value is as good as none. */
export function readQuestion(query: URLSearchParams): QuestionReading {
  const parsed = questionSchema.safeParse({
    ask: query.get('measure')?.replaceAll('-', '_') || undefined,
    level: query.get('level') || undefined,
    subject: query.get('subject') || undefined,
    on: query.get('date') || undefined,
  });
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.map((i) => `${toParameter(i.path)}: ${i.message}`) };
  const { ask, subject } = parsed.data;
  if (ask === 'scope' && subject === undefined)
    return { ok: false, problems: ['subject: name a program or a law whose territory is asked for'] };
  return { ok: true, question: parsed.data };
}

/** The canonical query: fixed order, no defaults, so that equal questions have equal addresses. */
export function toQuestionQuery(question: Question): URLSearchParams {
  const query = new URLSearchParams();
  if (question.ask !== 'systems') query.set('measure', question.ask.replaceAll('_', '-'));
  if (question.ask === 'scope' && question.subject !== undefined) query.set('subject', question.subject);
  if (question.level !== 'country') query.set('level', question.level);
  if (question.on !== undefined) query.set('date', question.on);
  return query;
}

/** What a field is called in the address. */
function toParameter([field]: readonly PropertyKey[]): string {
  return field === 'ask' ? 'measure' : field === 'on' ? 'date' : String(field);
}

/** The power that a question asks for, or undefined. */
export function toPowerAction(ask: Ask): (typeof powerActions)[number] | undefined {
  return powerActions.find((action) => ask === `power.${action}`);
}
