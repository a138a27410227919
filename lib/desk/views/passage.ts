import { rawSlice, type Span } from '#lib/captures/indexed-text.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { evidenceRoles } from '#lib/review/candidate-schema.ts';
import { getPassage, type ReviewContext, type Session } from '#lib/review/session.ts';
import type { ReviewedPassage } from '#lib/review/state.ts';
import { type Html, html } from '../html.ts';
import { toAddress } from '../place.ts';
import type { Carried } from './hidden.ts';
import { toHidden } from './hidden.ts';
import { fill } from './layout.ts';

export type Reading = {
  slug: string;
  context: ReviewContext;
  session: Session;
  carried: Carried;
};

/** The sentence with what the machine found in it, between the ones before and after; its words can be selected as a passage. */
export function toPassageCard({ slug, context, session, carried }: Reading): Html {
  const { review } = getMessages().desk;
  const { at } = session;
  const read = (index: number): Html | '' => {
    const passage = context.passages[index];
    if (passage === undefined) return '';
    return html`<span data-start="${passage.ref.start}">${rawSlice(context.text, passage.ref)}</span>`;
  };
  const passage = getPassage(context, session);
  const { language } = context.work.work;
  return html`<section class="passage" aria-labelledby="passage-title">
<h2 id="passage-title" class="unseen">${review.passage}</h2>
<p class="beside" lang="${language}" dir="auto">${read(at - 1)}</p>
<blockquote lang="${language}" dir="auto"><p data-sentence><span data-start="${passage.passage.start}">${markFound(context, passage)}</span> ${read(at + 1)}</p></blockquote>
<p class="state">${toStateWords(passage)}${toFoundSpeaker(context, passage)}</p>
<form class="select only-script" method="post" action="/desk/works/${slug}" hidden>
${toHidden(carried, { do: 'select', start: '', end: '' })}
<p>${review.selectTitle} ${(['narrow', ...evidenceRoles] as const).map(
    (role) =>
      html`<button type="submit" class="plain" name="role" value="${role}">${review.select[role]}</button> `,
  )}</p></form>
</section>`;
}

function toStateWords({ isNothing, candidate, drafts }: ReviewedPassage): string {
  const { states } = getMessages().desk.review;
  if (isNothing) return states.nothing;
  const accepted = drafts.filter(({ status }) => status === 'accepted').length;
  const words =
    candidate.found === undefined
      ? states.none
      : fill(states.candidate, { kind: candidate.found.kind ?? '' });
  return accepted === 0 ? words : `${words} · ${fill(states.accepted, { n: accepted })}`;
}

/** Who the machine takes for the speaker, where the words stand in another sentence. */
function toFoundSpeaker(context: ReviewContext, { candidate, passage }: ReviewedPassage): string {
  const who = candidate.found?.speaker?.refersTo ?? candidate.found?.speaker;
  if (who === undefined || (passage.start <= who.start && who.end <= passage.end)) return '';
  return ` · ${getMessages().desk.review.speaker}: “${rawSlice(context.text, who)}”`;
}

type Found = Span & { what: string };

/** The sentence with the spans of the candidate marked, outer ones first where they overlap. */
function markFound(context: ReviewContext, { passage, candidate }: ReviewedPassage): Html[] {
  const spans = toSpans(candidate.found).filter(
    ({ start, end }) => passage.start <= start && end <= passage.end,
  );
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const pieces: Html[] = [];
  let from = passage.start;
  for (const { start, end, what } of spans) {
    if (start < from) continue;
    pieces.push(html`${rawSlice(context.text, { start: from, end: start })}`);
    pieces.push(html`<mark data-what="${what}">${rawSlice(context.text, { start, end })}</mark>`);
    from = end;
  }
  return [...pieces, html`${rawSlice(context.text, { start: from, end: passage.end })}`];
}

function toSpans(found: ReviewedPassage['candidate']['found']): Found[] {
  if (found === undefined) return [];
  const mark =
    (what: string) =>
    ({ start, end }: Span) => ({ start, end, what });
  return [
    ...(found.speaker === undefined ? [] : [mark('speaker')(found.speaker)]),
    ...found.organizations.map(mark('organization')),
    ...found.places.map(mark('place')),
    ...found.laws.map(mark('law')),
    ...found.dates.map(mark('date')),
    ...found.amounts.map(mark('amount')),
  ];
}

/** The whole text in reading order, each sentence a way to its review. */
export function toText({ slug, context, session, carried }: Reading): Html {
  const { review } = getMessages().desk;
  return html`<section class="text" aria-labelledby="text-title">
<h2 id="text-title">${review.text}</h2>
<ol lang="${context.work.work.language}">${context.passages.map((passage, index) => {
    const { isNothing, drafts } = getPassage(context, session, index);
    const accepted = drafts.filter(({ status }) => status === 'accepted').length;
    const isOpen = drafts.some(({ status }) => status === 'open');
    const state = isOpen ? 'open' : accepted > 0 ? 'accepted' : isNothing ? 'nothing' : 'none';
    const words = isOpen
      ? review.states.open
      : accepted > 0
        ? fill(review.states.accepted, { n: accepted })
        : isNothing
          ? review.states.nothing
          : '';
    return html`<li data-state="${state}"><a href="${toAddress(slug, { reader: carried.reader, at: index + 1, a: [], q: '' })}"${index === session.at ? html` aria-current="true"` : ''}><bdi>${rawSlice(context.text, passage.ref).replace(/\s+/gu, ' ').trim()}</bdi>${words === '' ? '' : html` <small>${words}</small>`}</a></li>`;
  })}</ol></section>`;
}
