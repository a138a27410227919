import { rawSlice } from '#lib/captures/indexed-text.ts';
import { describeSpeaker } from './ask-speaker.ts';
import { findMissing } from './claims-from-state.ts';
import { cut, screenWidth, wrap } from './columns.ts';
import { describeObject } from './describe-object.ts';
import { fieldKeys } from './field-keys.ts';
import type { Prompt } from './prompt.ts';
import { whySecondReader } from './second-reader.ts';
import { findLive, getDraft, getPassage, type ReviewContext, type Session } from './session.ts';
import type { ReviewedDraft } from './state.ts';

const shownOptions = 8;

const help = [
  'enter fill/accept  + further claim  x nothing here  tab next  u undo  q leave',
  'b split  j join  d drop  e words  f add passage  r remove it  y second reading',
];

/** The screen as lines of at most 80 columns. */
export function toScreen(context: ReviewContext, session: Session): string[] {
  const lines = [
    ...toHead(context, session),
    rule,
    ...toSentences(context, session),
    rule,
    ...toDraft(context, session),
    rule,
    ...(session.prompt === undefined ? help : toPrompt(session.prompt)),
    ...wrap(session.message, '! '),
  ];
  return lines.map((line) => cut(line));
}

const rule = '─'.repeat(screenWidth);

function toHead(context: ReviewContext, session: Session): string[] {
  const all = context.passages.map((_, index) => getPassage(context, session, index));
  const drafts = all.flatMap((passage) => passage.drafts);
  const count = (status: string) => drafts.filter((one) => one.status === status).length;
  return [
    context.work.work.id,
    `sentence ${session.at + 1} of ${all.length} · ${count('accepted')} claims accepted, ${count('open')} open · reader ${context.by}`,
  ];
}

function toSentences(context: ReviewContext, session: Session): string[] {
  const read = (index: number) => {
    const passage = context.passages[index];
    return passage === undefined ? '' : rawSlice(context.text, passage.ref).replace(/\s+/gu, ' ');
  };
  const { isNothing, candidate } = getPassage(context, session);
  const state = isNothing
    ? 'nothing recordable'
    : candidate.found === undefined
      ? 'no candidate'
      : (candidate.found.kind ?? 'candidate');
  return [
    cut(`  ${read(session.at - 1)}`),
    ...wrap(read(session.at), '> '),
    cut(`  ${read(session.at + 1)}`),
    `  [${state}]${toFound(context, session)}`,
  ];
}

/** The words that the machine found, so that a wrong one shows. */
function toFound(context: ReviewContext, session: Session): string {
  const { found } = getPassage(context, session).candidate;
  if (found === undefined) return '';
  const spans = [...found.organizations, ...found.places, ...found.laws, ...found.dates];
  const who = found.speaker?.refersTo ?? found.speaker;
  const speaker = who === undefined ? '' : ` speaker “${rawSlice(context.text, who)}”`;
  return `${speaker}${spans.map((span) => ` · ${rawSlice(context.text, span)}`).join('')}`;
}

function toDraft(context: ReviewContext, session: Session): string[] {
  const live = findLive(getPassage(context, session));
  const reviewed = getDraft(context, session);
  if (reviewed === undefined) return ['no claim from this sentence'];
  const place = live.findIndex(({ number }) => number === reviewed.number) + 1;
  const asks = whySecondReader(reviewed.draft);
  const second =
    reviewed.secondReader !== undefined
      ? ` · read again by ${reviewed.secondReader}`
      : asks.length > 0
        ? ` · asks for a second reader: ${asks.join(', ')}`
        : '';
  return [`claim ${place} of ${live.length}, ${reviewed.status}${second}`, ...toFields(context, reviewed)];
}

function toFields(context: ReviewContext, { draft }: ReviewedDraft): string[] {
  const missing = findMissing(draft);
  const name = (id: string) => `${id} ${context.names.get(id)?.label ?? ''}`;
  const values: Record<string, string | undefined> = {
    subject: draft.subject && name(draft.subject),
    predicate: draft.predicate,
    object: draft.object && describeObject(draft.object, name),
    stance: draft.stance,
    modality: draft.modality,
    act: draft.act,
    speaker: draft.speaker && describeSpeaker(draft.speaker, context.work.work.id),
    said: draft.said && `${draft.said.on}${draft.said.inferred ? ' (inferred)' : ''}`,
    valid: draft.valid && `${draft.valid.edtf}${draft.valid.inferred ? ' (inferred)' : ''}`,
    place: draft.place && name(draft.place),
    says: draft.says,
    grade: draft.grade && `${draft.grade.reliability}${draft.grade.credibility} ${draft.grade.reason}`,
    note: draft.note,
  };
  const rows = Object.entries(fieldKeys).flatMap(([key, field]) => {
    const value = values[field];
    if (value === undefined && !missing.some((one) => one === field)) return [];
    return wrap(value ?? '—', `${key} ${field.padEnd(10)}`);
  });
  const passages = draft.evidence.map(
    (one) =>
      `${one.role === 'statement' ? 'e' : ' '} ${one.role.padEnd(10)}${rawSlice(context.text, one).replace(/\s+/gu, ' ')}`,
  );
  return [...rows, ...passages.map((passage) => cut(passage))];
}

function toPrompt(prompt: Prompt): string[] {
  if (prompt.kind === 'line') {
    const offered = prompt.complete?.(prompt.value);
    return [
      `${prompt.title}${prompt.hint === '' ? '' : ` (${prompt.hint})`}`,
      ...wrap(`${prompt.value}▏`, '  '),
      ...(offered === undefined ? [] : wrap(offered.line, '  → word, end line: ')),
    ];
  }
  const options = prompt.find(prompt.query);
  const first = Math.max(0, prompt.at - shownOptions + 1);
  const rows = options.slice(first, first + shownOptions).map(({ label, hint }, index) => {
    const chosen = first + index === prompt.at ? '>' : ' ';
    return `${chosen} ${label.replace(/\s+/gu, ' ')}${hint === undefined ? '' : `  ${hint}`}`;
  });
  return [`${prompt.title}: ${prompt.query}▏  (${options.length} found; type, ↑ ↓, enter, esc)`, ...rows];
}
