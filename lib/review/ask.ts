import { askField, fields } from './ask-field.ts';
import { askFurtherPassage, askJoin, askNarrow } from './ask-passage.ts';
import { findMissing } from './claims-from-state.ts';
import { refuseGrade } from './grade-limits.ts';
import { goOn, open } from './operate.ts';
import type { Prompt, Step } from './prompt.ts';
import { commit, getDraft, type ReviewContext, type Session } from './session.ts';
import type { ReviewedDraft } from './state.ts';

/** Everything that can be asked about a claim: its fields, its passages, and the claim that it belongs to. */
export const topics = [...fields, 'narrow', 'passage', 'join'] as const;
export type Topic = (typeof topics)[number];

/** The first question of a topic, or why it cannot be asked now. */
export function ask(
  topic: Topic,
  reviewed: ReviewedDraft,
  context: ReviewContext,
  session: Session,
): Prompt | string {
  switch (topic) {
    case 'narrow':
      return askNarrow(context, reviewed);
    case 'passage':
      return askFurtherPassage(context, session, reviewed);
    case 'join':
      return askJoin(context, session, reviewed);
    default:
      return askField(topic, reviewed, context, session);
  }
}

/** An answer to a question: what was typed, or the value of what was chosen. */
export function reply(prompt: Prompt, value: string): Step {
  return prompt.done(prompt.kind === 'line' ? value.trim() : value);
}

/** The session after what an answer led to. A problem leaves the question open and nothing decided. */
export function follow(context: ReviewContext, session: Session, step: Step): Session {
  if ('problem' in step) return { ...session, message: step.problem };
  if ('declare' in step) {
    context.declare(step.declare);
    return follow(context, session, step.next());
  }
  if ('ask' in step) return { ...session, prompt: step.ask };
  const place = step.on === undefined ? session : { ...session, at: step.on };
  const done = commit(context, place, step.act);
  if (step.act.do === 'merge') return { ...done, draft: step.act.draft, message: 'Joined: enter accepts.' };
  const reviewed = getDraft(context, done);
  if (reviewed === undefined) return { ...goOn(context, done), isFilling: false };
  if (reviewed.status === 'accepted') {
    const [problem] = context.findProblems(done.state);
    if (problem !== undefined) return { ...session, message: problem };
  }
  const [missing] = findMissing(reviewed.draft);
  // Another speaker may not allow the grade that stands there: that shows now, not when the claim is accepted.
  const refused = refuseGrade(reviewed.draft, context.work);
  if (refused !== undefined && step.act.do === 'set') return { ...done, message: `grade: ${refused}` };
  if (!session.isFilling) return done;
  if (missing === undefined) return { ...done, isFilling: false, message: 'Complete: enter accepts.' };
  return open(done, askField(missing, reviewed, context, done));
}
