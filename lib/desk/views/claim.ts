import { rawSlice } from '#lib/captures/indexed-text.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import type { Topic } from '#lib/review/ask.ts';
import { describeSpeaker } from '#lib/review/ask-speaker.ts';
import { findMissing, toClaimId } from '#lib/review/claims-from-state.ts';
import { describeObject } from '#lib/review/describe-object.ts';
import { fieldKeys } from '#lib/review/field-keys.ts';
import { refuseGrade } from '#lib/review/grade-limits.ts';
import type { Operation } from '#lib/review/operate.ts';
import { operationKeys, topicKeys } from '#lib/review/press.ts';
import { whySecondReader } from '#lib/review/second-reader.ts';
import { findLive, getDraft, getPassage } from '#lib/review/session.ts';
import type { ReviewedDraft } from '#lib/review/state.ts';
import { type Html, html } from '../html.ts';
import { toAddress } from '../place.ts';
import type { Refusal } from '../publish.ts';
import { toHidden } from './hidden.ts';
import { fill } from './layout.ts';
import type { Reading } from './passage.ts';

/** The claims of the sentence: which there are, the fields of the chosen one, and what can be done with it. */
export function toClaims(reading: Reading, refusals: readonly Refusal[], question: Html | undefined): Html {
  const { review } = getMessages().desk;
  const { context, session, slug, carried } = reading;
  const passage = getPassage(context, session);
  const live = findLive(passage);
  const reviewed = getDraft(context, session);
  const tabs = live.map(({ number, status, draft }, index) => {
    const key = toTurnKey(
      live.map((one) => one.number),
      number,
      session.draft,
    );
    return html`<li><a href="${toAddress(slug, { reader: carried.reader, at: session.at + 1, draft: number, a: [], q: '' })}"${number === session.draft ? html` aria-current="true"` : ''}${key === undefined ? '' : html` data-key="${key}"`}>${fill(review.claim, { n: index + 1, of: live.length })} <small>${review.status[status]}${draft.predicate === undefined ? '' : ` · ${draft.predicate}`}</small></a></li>`;
  });
  return html`<section class="claims" aria-labelledby="claims-title">
<h2 id="claims-title">${review.claimsHere}</h2>
${live.length > 1 || (live.length === 1 && reviewed === undefined) ? html`<ul class="tabs">${tabs}</ul>` : ''}
${question ?? ''}
${
  reviewed === undefined
    ? html`<p>${review.noClaim}</p>`
    : html`${toSecond(reviewed)}${toRefusals(toClaimId(passage.passage, reviewed.number), refusals)}${toFields(reading, reviewed)}`
}
${toActions(reading, reviewed)}
</section>`;
}

/** The key that leads to the claim beside the current one. */
function toTurnKey(numbers: readonly number[], number: number, current: number): string | undefined {
  const distance = numbers.indexOf(number) - numbers.indexOf(current);
  return distance === 1 ? 'ArrowRight' : distance === -1 ? 'ArrowLeft' : undefined;
}

function toSecond({ draft, readers, secondReader }: ReviewedDraft): Html {
  const { review } = getMessages().desk;
  const why = whySecondReader(draft);
  const lines = [
    ...(readers.length === 0 ? [] : [fill(review.readers, { readers: readers.join(', ') })]),
    ...(secondReader !== undefined
      ? [fill(review.readAgain, { reader: secondReader })]
      : why.length > 0
        ? [fill(review.asksSecond, { why: why.join(', ') })]
        : []),
  ];
  return lines.length === 0 ? html`` : html`<p class="hint">${lines.join(' ')}</p>`;
}

function toRefusals(claim: string, refusals: readonly Refusal[]): Html {
  const { publish } = getMessages().desk;
  const own = refusals.filter((one) => one.claim === claim);
  if (own.length === 0) return html``;
  return html`<div class="problem"><p>${publish.refusalHere}</p><ul>${own.map(
    ({ field, what, mend }) =>
      html`<li>${field === '' ? '' : html`<code>${field}</code>: `}${what}. ${mend}</li>`,
  )}</ul></div>`;
}

function toFields({ context, session, slug, carried }: Reading, { draft, number }: ReviewedDraft): Html {
  const { review } = getMessages().desk;
  const missing = findMissing(draft);
  const name = (id: string) => context.names.get(id)?.label ?? id;
  const predicate = draft.predicate === undefined ? undefined : context.registry.predicates[draft.predicate];
  const dated = (text: string, inferred: boolean) => `${text}${inferred ? ` (${review.inferred})` : ''}`;
  const named = (id: string) => html`<bdi>${name(id)}</bdi> <small>${id}</small>`;
  const refused = refuseGrade(draft, context.work);
  const values: Record<string, Html | string | undefined> = {
    subject: draft.subject && named(draft.subject),
    predicate:
      draft.predicate && html`${predicate?.label ?? draft.predicate} <small>${draft.predicate}</small>`,
    object: draft.object && describeObject(draft.object, name),
    stance: draft.stance,
    modality: draft.modality,
    act: draft.act,
    speaker: draft.speaker && describeSpeaker(draft.speaker, context.work.work.id),
    said: draft.said && dated(draft.said.on, draft.said.inferred),
    valid: draft.valid && dated(draft.valid.edtf, draft.valid.inferred),
    place: draft.place && named(draft.place),
    says: draft.says,
    grade:
      draft.grade &&
      html`${draft.grade.reliability}${draft.grade.credibility} ${draft.grade.reason}${refused === undefined ? '' : html` <span class="problem">${refused}</span>`}`,
    note: draft.note,
  };
  const rows = Object.entries(fieldKeys).map(([key, field]) => {
    const value = values[field];
    const isMissing = missing.some((one) => one === field);
    const href = toAddress(slug, {
      reader: carried.reader,
      at: session.at + 1,
      draft: number,
      ask: field,
      a: [],
      q: '',
    });
    const label = fill(value === undefined ? review.set : review.edit, { field: review.fields[field] });
    return html`<div${isShort(field) ? html` data-short` : ''}${isMissing ? html` class="missing"` : value === undefined ? html` class="empty"` : ''}><dt><a href="${href}" data-key="${key}" aria-label="${label}">${review.fields[field]}</a> <kbd aria-hidden="true">${key}</kbd></dt><dd>${value ?? (isMissing ? review.missing : '—')}</dd></div>`;
  });
  const evidence = draft.evidence.map(
    (one) =>
      html`<li><span class="role">${review.roles[one.role]}</span> <q lang="${context.work.work.language}" dir="auto">${rawSlice(context.text, one).replace(/\s+/gu, ' ')}</q></li>`,
  );
  return html`<dl class="fields">${rows}</dl>
<h3 class="small">${review.evidence}</h3><ul class="evidence">${evidence}</ul>`;
}

function toActions({ context, session, slug, carried }: Reading, reviewed: ReviewedDraft | undefined): Html {
  const { review } = getMessages().desk;
  const key = (operation: Operation) =>
    operation === 'enter' ? 'Enter' : Object.entries(operationKeys).find(([, one]) => one === operation)?.[0];
  const button = (operation: Operation, label: string, look = 'plain') => {
    const pressed = key(operation);
    return html`<button type="submit" class="${look}" name="operation" value="${operation}"${pressed === undefined ? '' : html` data-key="${pressed}"`}>${label}${pressed === undefined ? '' : html` <kbd aria-hidden="true">${pressed === 'Enter' ? '↵' : pressed}</kbd>`}</button> `;
  };
  const link = (topic: Topic, label: string) => {
    const pressed = Object.entries(topicKeys).find(([, one]) => one === topic)?.[0] ?? '';
    const href = toAddress(slug, {
      reader: carried.reader,
      at: session.at + 1,
      draft: session.draft,
      ask: topic,
      a: [],
      q: '',
    });
    return html`<a class="plain" href="${href}" data-key="${pressed}">${label} <kbd aria-hidden="true">${pressed}</kbd></a> `;
  };
  const words = review.operations;
  const maySecond =
    reviewed?.status === 'accepted' &&
    !reviewed.readers.includes(context.by) &&
    reviewed.secondReader === undefined;
  return html`<form class="actions" method="post" action="/desk/works/${slug}">
${toHidden(carried, { do: 'operate' })}
<p>${
    reviewed === undefined
      ? html`${button('further', review.begin, 'main')}${button('nothing', words.nothing)}`
      : html`${reviewed.status === 'open' ? html`${button('enter', findMissing(reviewed.draft).length === 0 ? words.accept : words.enter, 'main')}` : ''}${maySecond ? button('confirm', words.confirm, 'main') : ''}${button('further', words.further)}${button('split', words.split)}${link('join', review.join)}${button('nothing', words.nothing)}${button('drop', words.drop)}`
  }</p>
<p>${reviewed === undefined ? '' : html`${link('narrow', review.narrow)}${link('passage', review.addPassage)}${reviewed.draft.evidence.length > 1 ? button('fewer', words.fewer) : ''}`}${session.standing.length > 0 ? button('undo', words.undo) : ''}</p>
</form>`;
}

/** Fields whose values are a word or a date stand three in a row. */
function isShort(field: string): boolean {
  return ['stance', 'modality', 'act', 'said', 'valid', 'place'].includes(field);
}
