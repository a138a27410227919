import { type ClaimEntry, type ClaimsFile, isAnchored } from '#lib/claims/file-schema.ts';
import type { ClaimObject, Party } from '#lib/claims/object-schema.ts';
import type { SpeakerOrAmbiguous } from '#lib/claims/speaker-schema.ts';
import { type Field, fields } from '#lib/review/ask-field.ts';
import { findMissing, toClaimId } from '#lib/review/claims-from-state.ts';
import { fieldKeys } from '#lib/review/field-keys.ts';
import type { Key } from '#lib/review/keys.ts';
import { press } from '#lib/review/press.ts';
import { getDraft, getPassage, type ReviewContext, type Session } from '#lib/review/session.ts';
import { planEvidence, type Target } from './plan-evidence.ts';
import { enter, planLine, planPick } from './plan-pick.ts';

/** Thrown where the tool cannot say what the file says; the claim is then left out and counted. */
export class CannotSay extends Error {}

type Counts = { choices: number; words: number };

export type Pressed = {
  key: Key;
  at: number;
  draft: number;
  /** The kind of question that was open. */
  asks: 'pick' | 'line' | undefined;
  kind: keyof Counts;
};

/**
 * A reviewer who knows what to write, because a careful file says it, and who presses the fewest keys that this planner finds. It shows
 * what the tool can say and how many keys that takes; it does not show how long a person thinks.
 */
export class ScriptedReviewer {
  readonly #context: ReviewContext;
  readonly #file: ClaimsFile;
  session: Session;
  /** Every key with where the cursor was before it, so that another face can be driven in step. */
  readonly pressed: Pressed[] = [];
  readonly counts: Counts = { choices: 0, words: 0 };
  /** Id in the careful file → id in the review. */
  readonly ids = new Map<string, string>();
  readonly refused: { id: string; why: string }[] = [];

  constructor(context: ReviewContext, session: Session, file: ClaimsFile) {
    this.#context = context;
    this.#file = file;
    this.session = session;
  }

  reviewAll(): void {
    this.#context.passages.forEach((_, at) => {
      const claims = this.#file.claims.filter((claim) => this.#placeOf(claim) === at);
      const open = getPassage(this.#context, this.session, at).drafts.some(({ status }) => status === 'open');
      if (claims.length === 0 && !open) return;
      this.#goTo(at);
      if (claims.length === 0) this.#press({ char: 'x' });
      else this.#reviewSentence(claims);
    });
  }

  #reviewSentence(claims: readonly ClaimEntry[]): void {
    const { at } = this.session;
    for (const [index, claim] of claims.entries()) {
      if (this.session.at !== at) this.#goTo(at);
      if (getDraft(this.#context, this.session)?.status !== 'open') this.#press({ char: '+' });
      try {
        this.#fill(claim);
        this.#accept(claim, index < claims.length - 1);
      } catch (error) {
        if (!(error instanceof CannotSay)) throw error;
        this.refused.push({ id: claim.id, why: error.message });
        if (this.session.prompt !== undefined) this.#press({ name: 'escape' });
        if (getDraft(this.#context, this.session)?.status === 'open') this.#press({ char: 'd' });
      }
    }
  }

  #accept(claim: ClaimEntry, isMore: boolean): void {
    const { passage } = getPassage(this.#context, this.session);
    const id = toClaimId(passage, this.session.draft);
    const before = this.session.standing.length;
    this.#press(isMore ? { char: '+' } : { name: 'enter' });
    if (this.session.standing.length === before) throw new CannotSay(this.session.message);
    this.ids.set(claim.id, id);
  }

  #fill(claim: ClaimEntry): void {
    // Subject and predicate first, because they decide what the object can be; then what the tool asks for by itself; then the rest.
    this.#correct(claim, ['subject', 'predicate']);
    for (;;) {
      const [missing] = findMissing(this.#draft());
      if (missing === undefined) break;
      if (this.session.prompt === undefined) this.#press({ name: 'enter' });
      this.#answer(missing, claim);
    }
    this.#correct(claim, fields);
    if (this.session.prompt !== undefined) throw new CannotSay(`still asked: ${this.session.prompt.title}`);
    const target = this.#evidenceOf(claim);
    const plan = planEvidence(this.#context, this.session, this.#draft().evidence, target);
    if (plan === undefined) throw new CannotSay('a passage cannot be pointed at');
    for (const step of plan) {
      if ('keys' in step) for (const key of step.keys) this.#press(key);
      else this.#pick(step.pick);
    }
  }

  /** Fields that hold something else than they should. */
  #correct(claim: ClaimEntry, some: readonly Field[]): void {
    for (const field of some) {
      const draft = this.#draft();
      const isMissing = findMissing(draft).some((one) => one === field);
      if (isMissing || isSame(draft[field], this.#wanted(claim, field))) continue;
      this.#press({ char: keyOf(field) });
      this.#answer(field, claim);
    }
  }

  #answer(field: Field, claim: ClaimEntry): void {
    const wanted = this.#wanted(claim, field);
    switch (field) {
      case 'object':
        this.#answerObject(this.#translate(claim.object));
        return;
      case 'speaker':
        this.#answerSpeaker(claim.speaker);
        return;
      case 'said':
        this.#line(toDate(claim.said?.on, claim.said?.inferred));
        return;
      case 'valid':
        this.#line(toDate(claim.valid?.edtf, claim.valid?.inferred));
        return;
      case 'says':
        this.#line(claim.says);
        return;
      case 'note':
        this.#line(claim.note ?? '');
        return;
      case 'grade': {
        const { reliability, credibility, reason } = claim.grade;
        const value = `${reliability}${credibility} ${reason}`;
        const { prompt } = this.session;
        const known = prompt?.kind === 'pick' && prompt.find('').some((option) => option.value === value);
        if (known) {
          this.#pick(value);
          return;
        }
        this.#pick(`${reliability}${credibility}`);
        this.#line(reason);
        return;
      }
      default:
        this.#pick(typeof wanted === 'string' ? wanted : '');
        return;
    }
  }

  #answerObject(object: ClaimObject): void {
    const { prompt } = this.session;
    if (prompt?.title === 'Kind of object') {
      this.#pick(object.type);
      if (object.type === 'none') return;
    }
    switch (object.type) {
      case 'entity':
        this.#pick(object.id);
        this.#line(object.qualifier ?? '');
        return;
      case 'term':
        this.#pick(object.code);
        this.#line(object.raw ?? '');
        return;
      case 'date':
        this.#line(object.edtf);
        return;
      case 'text':
        this.#line(object.text);
        return;
      case 'name': {
        const parts = [object.text, object.lang, object.kind];
        if (object.kind === 'common') parts.pop();
        if (parts.length === 2 && object.lang === this.#context.work.work.language) parts.pop();
        this.#line(parts.join('|'));
        return;
      }
      case 'money':
        this.#line(`${object.approximate ? '~' : ''}${object.amount} ${object.currency}`);
        return;
      case 'quantity': {
        const counted = object.of === undefined ? '' : `|${object.of}`;
        this.#line(`${object.approximate ? '~' : ''}${object.value} ${object.unit}${counted}`);
        return;
      }
      case 'scope':
        this.#pick(object.place);
        this.#pick(object.relation);
        this.#line(object.population ?? '');
        return;
      case 'claim':
      case 'work':
        this.#pick(object.id);
        return;
      case 'none':
        this.#pick('none');
        return;
      case 'power':
        this.#answerParty(object.holder);
        this.#pick(object.action);
        this.#list(object.objects.map((one) => (one.type === 'term' ? one.code : one.id)));
        this.#answerParty(object.counterparty);
        this.#line(object.condition ?? '');
        this.#line(object.safeguard ?? '');
        this.#pick(object.law ?? '');
        this.#line(object.provision ?? '');
        return;
      case 'flow':
        this.#answerParty(object.from);
        this.#answerParty(object.to);
        this.#list(object.categories);
        this.#pick(object.kind);
        this.#pick(object.basis);
        this.#pick(object.law ?? '');
        this.#pick(object.program ?? '');
        return;
      case 'set':
        for (const member of object.members) this.#answerObject(member);
        this.#pick(object.open ? 'open' : 'closed');
        return;
    }
  }

  #answerParty(party: Party | undefined): void {
    if (party === undefined) this.#pick('');
    else if ('entity' in party) this.#pick(party.entity);
    else if ('pool' in party) {
      this.#pick('pool');
      this.#line(party.pool);
    } else {
      this.#pick('class');
      this.#line(party.class);
      for (const member of party.members) this.#pick(member);
      this.#pick(party.open ? '' : 'closed');
    }
  }

  #list(values: readonly string[]): void {
    for (const value of values) this.#pick(value);
    this.#pick('no_more');
  }

  #answerSpeaker(speaker: SpeakerOrAmbiguous): void {
    const { prompt } = this.session;
    const value = JSON.stringify(speaker);
    if (prompt?.kind === 'pick' && prompt.find('').some((option) => option.value === value)) {
      this.#pick(value);
      return;
    }
    if ('entity' in speaker) {
      this.#pick(speaker.entity);
      this.#line(speaker.role ?? '');
      return;
    }
    if ('class' in speaker) {
      this.#pick('class');
      this.#line(speaker.class);
      return;
    }
    if ('spokesperson' in speaker) {
      this.#pick('spokesperson');
      this.#pick(speaker.spokesperson.for);
      this.#line(speaker.spokesperson.description);
      return;
    }
    if ('anonymous' in speaker) {
      this.#pick('anonymous');
      this.#line(speaker.anonymous.key);
      this.#line(speaker.anonymous.description);
      this.#line(speaker.anonymous.reason);
      this.#pick(speaker.anonymous.affiliation ?? '');
      return;
    }
    if ('ambiguous' in speaker) {
      this.#pick('ambiguous');
      for (const reading of speaker.ambiguous) this.#answerSpeaker(reading);
      this.#pick('no_more');
      this.#line(speaker.note);
      return;
    }
    throw new CannotSay('this work is not offered as a speaker');
  }

  #pick(value: string): void {
    const { prompt } = this.session;
    if (prompt?.kind !== 'pick') throw new CannotSay(`nothing asks for ${value}: ${this.session.message}`);
    const keys = planPick(prompt, value);
    if (keys === undefined) throw new CannotSay(`${prompt.title}: ${value} is not found`);
    for (const key of keys) this.#press(key);
  }

  #line(text: string): void {
    const { prompt } = this.session;
    if (prompt?.kind !== 'line') throw new CannotSay(`nothing asks for “${text}”: ${this.session.message}`);
    for (const key of planLine(prompt, text)) this.#press(key, key === enter ? 'choices' : 'words');
    if (this.session.prompt === prompt || this.session.message.startsWith('“'))
      throw new CannotSay(this.session.message);
  }

  #press(key: Key, kind: keyof Counts = 'choices'): void {
    const { at, draft, prompt } = this.session;
    this.pressed.push({ key, at, draft, asks: prompt?.kind, kind });
    this.counts[kind] += 1;
    this.session = press(this.#context, this.session, key);
  }

  #goTo(at: number): void {
    const steps = at - this.session.at;
    if (steps === 0) return;
    const tabbed = press(this.#context, this.session, { name: 'tab' });
    if (tabbed.at === at) {
      this.#press({ name: 'tab' });
      return;
    }
    for (let step = 0; step < Math.abs(steps); step += 1) this.#press({ name: steps > 0 ? 'down' : 'up' });
  }

  #draft() {
    const reviewed = getDraft(this.#context, this.session);
    if (reviewed === undefined) throw new CannotSay('there is no claim at the cursor');
    return reviewed.draft;
  }

  #wanted(claim: ClaimEntry, field: Field): unknown {
    return field === 'object' ? this.#translate(claim.object) : claim[field];
  }

  #translate(object: ClaimObject): ClaimObject {
    if (object.type !== 'claim') return object;
    const id = this.ids.get(object.id);
    if (id === undefined) throw new CannotSay(`${object.id} is not reviewed yet`);
    return { ...object, id };
  }

  #evidenceOf(claim: ClaimEntry): Target[] {
    return claim.passages.map((reference) => {
      const id = typeof reference === 'string' ? reference : reference.id;
      const passage = this.#file.passages.filter(isAnchored).find((one) => one.id === id);
      if (passage === undefined) throw new CannotSay(`there is no passage ${id}`);
      return {
        start: passage.start,
        end: passage.end,
        role: typeof reference === 'string' ? 'statement' : reference.role,
      };
    });
  }

  /** Index of the sentence in which the first passage of a claim begins. */
  #placeOf(claim: ClaimEntry): number {
    const [first] = this.#evidenceOf(claim);
    return this.#context.passages.findIndex(({ ref }) => first !== undefined && first.start < ref.end);
  }
}

function keyOf(field: Field): string {
  return Object.entries(fieldKeys).find(([, one]) => one === field)?.[0] ?? '';
}

function toDate(edtf: string | undefined, inferred: boolean | undefined): string {
  return edtf === undefined ? '' : `${edtf}${inferred === true ? ' i' : ''}`;
}

/** Equal but for the order of keys. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sortKeys(a)) === JSON.stringify(sortKeys(b));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sortKeys(item)]),
  );
}
