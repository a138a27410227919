import type { Messages } from '../messages/catalog.ts';
import { formatDuration, formatLargeNumber, formatMoney } from '../messages/format.ts';
import type { ClaimObject, Flow, Party, Power, SimpleObject } from './object-schema.ts';
import { capitalize, type EntityRef, fillPieces, listPieces, type Piece, text } from './rich-text.ts';

/** What a sentence needs to know about the world; everything is looked up before. */
export type SentenceContext = {
  locale: string;
  messages: Messages;
  entity(id: string): EntityRef;
  /** Label of a vocabulary's code, or undefined where the vocabulary lacks it. */
  termLabel(vocabulary: string, code: string): string | undefined;
  /** An EDTF date in words. */
  date(edtf: string): string;
  /** What a claim says and where it stands, for claims about claims. */
  claim(id: string): { says: string; href: string } | undefined;
  work(id: string): { title: string; lang: string; href: string } | undefined;
};

/** A draft's power and a plan's flow read in the conditional: "would be allowed to". */
export type Mood = 'indicative' | 'conditional';

/** The value of a claim or fact as readable pieces: names linked, sets in full, units written out. */
export function toObjectPieces(
  object: ClaimObject,
  context: SentenceContext,
  mood: Mood = 'indicative',
): Piece[] {
  if (object.type === 'none') return [text(context.messages.sentences.none)];
  if (object.type !== 'set') return toSimplePieces(object, context, mood);
  const list = listPieces(
    object.members.map((member) => toSimplePieces(member, context, mood)),
    context.locale,
  );
  return object.open ? fillPieces(context.messages.sentences.open, { list }) : list;
}

/**
 * The whole sentence of a predicate's template, for example "{subject} was developed by {object}".
 * The first letter is raised unless a name or a source's own words begin the sentence.
 */
export function toSentence(
  template: string,
  subject: EntityRef,
  object: ClaimObject,
  context: SentenceContext,
  place?: EntityRef,
): Piece[] {
  return capitalize(
    fillPieces(template, {
      subject: [{ kind: 'entity', ref: subject }],
      object: toObjectPieces(object, context),
      place: place === undefined ? [] : [{ kind: 'entity', ref: place }],
    }),
  );
}

function toSimplePieces(object: SimpleObject, context: SentenceContext, mood: Mood): Piece[] {
  const words = context.messages.sentences;
  switch (object.type) {
    case 'entity': {
      const value = entityPieces(object.id, context);
      return object.qualifier === undefined
        ? value
        : fillPieces(words.qualifier, { value, qualifier: [text(object.qualifier)] });
    }
    case 'claim': {
      const claim = context.claim(object.id);
      return claim === undefined ? [text(object.id)] : [{ kind: 'link', text: claim.says, href: claim.href }];
    }
    case 'work': {
      const work = context.work(object.id);
      return work === undefined ? [text(object.id)] : [{ kind: 'link', text: work.title, href: work.href }];
    }
    case 'term':
      return termPieces(object, context);
    case 'money':
      return approximate(
        [text(formatMoney(object.amount, object.currency, context.locale))],
        object.approximate,
        context,
      );
    case 'quantity': {
      const number = formatLargeNumber(object.value, context.locale);
      const counted = [text(object.unit === '' ? number : `${number} ${object.unit}`)];
      const value =
        object.of === undefined ? counted : fillPieces(words.of, { value: counted, what: [text(object.of)] });
      return approximate(value, object.approximate, context);
    }
    case 'date':
      return [text(context.date(object.edtf))];
    case 'text':
      return [{ kind: 'data', text: object.text, lang: object.lang }];
    case 'name':
      return [
        { kind: 'data', text: object.text, lang: object.lang },
        text(` (${words.nameKind[object.kind]})`),
      ];
    case 'scope':
      return scopePieces(object, context);
    case 'power':
      return toPowerPieces(object, context, mood);
    case 'flow':
      return toFlowPieces(object, context);
  }
}

/** "authorities may access bank records; condition: …". `conditional` for a law that is not in force. */
export function toPowerPieces(power: Power, context: SentenceContext, mood: Mood = 'indicative'): Piece[] {
  const words = context.messages.sentences;
  const counterparty =
    power.counterparty === undefined ? undefined : toPartyPieces(power.counterparty, context);
  const inTemplate = words.power[power.action].includes('{counterparty}');
  let pieces = fillPieces(words.power[power.action], {
    holder: toPartyPieces(power.holder, context),
    may: [text(words[toVerb(power.duty === true, mood)])],
    counterparty: counterparty ?? [text(words.someone)],
    objects: toPowerObjectPieces(power.objects, context),
  });
  if (counterparty !== undefined && !inTemplate) {
    const template = power.action === 'share' ? words.powerWith : words.powerFrom;
    pieces = fillPieces(template, { power: pieces, counterparty });
  }
  if (power.law !== undefined)
    pieces = fillPieces(words.powerLaw, { power: pieces, law: entityPieces(power.law, context) });
  if (power.condition !== undefined) {
    pieces = fillPieces(words.powerCondition, { power: pieces, condition: [text(power.condition)] });
  }
  if (power.safeguard !== undefined) {
    pieces = fillPieces(words.powerSafeguard, { power: pieces, safeguard: [text(power.safeguard)] });
  }
  if (power.retention !== undefined) {
    const retention = [text(formatDuration(power.retention, context.locale))];
    pieces = fillPieces(words.powerRetention, { power: pieces, retention });
  }
  return pieces;
}

function toVerb(isDuty: boolean, mood: Mood): 'may' | 'must' | 'wouldBeAllowed' | 'wouldHaveTo' {
  if (isDuty) return mood === 'conditional' ? 'wouldHaveTo' : 'must';
  return mood === 'conditional' ? 'wouldBeAllowed' : 'may';
}

/** What a power reaches: data categories and systems, as a list. */
export function toPowerObjectPieces(objects: Power['objects'], context: SentenceContext): Piece[] {
  return listPieces(
    objects.map((object) =>
      object.type === 'term' ? termPieces(object, context) : entityPieces(object.id, context),
    ),
    context.locale,
  );
}

/** "A shares location data with B". */
export function toFlowPieces(flow: Flow, context: SentenceContext): Piece[] {
  const words = context.messages.sentences;
  return fillPieces(words.flow[flow.kind], {
    from: toPartyPieces(flow.from, context),
    to: toPartyPieces(flow.to, context),
    categories: toCategoryPieces(flow.categories, flow.kind, context),
  });
}

/** Data categories of a flow by code; without any, the plain word for what flows. */
export function toCategoryPieces(
  codes: readonly string[],
  kind: Flow['kind'],
  context: SentenceContext,
): Piece[] {
  const words = context.messages.sentences;
  if (codes.length === 0) return [text(kind === 'supply' ? words.goods : words.data)];
  return listPieces(
    codes.map((code) => [text(context.termLabel('data-categories', code) ?? code)]),
    context.locale,
  );
}

/** A body, a class of bodies with the members that the source names, or a pool. */
export function toPartyPieces(party: Party, context: SentenceContext): Piece[] {
  if ('entity' in party) return entityPieces(party.entity, context);
  if ('pool' in party) return [text(party.pool)];
  if (party.members.length === 0) return [text(party.class)];
  const words = context.messages.sentences;
  const members = listPieces(
    party.members.map((id) => entityPieces(id, context)),
    context.locale,
  );
  return fillPieces(party.open ? words.includingOpen : words.including, {
    class: [text(party.class)],
    members,
  });
}

function entityPieces(id: string, context: SentenceContext): Piece[] {
  return [{ kind: 'entity', ref: context.entity(id) }];
}

function termPieces(term: Extract<SimpleObject, { type: 'term' }>, context: SentenceContext): Piece[] {
  const label = context.termLabel(term.vocabulary, term.code) ?? term.code;
  if (term.raw === undefined || term.raw.toLowerCase() === label.toLowerCase()) return [text(label)];
  return fillPieces(context.messages.sentences.raw, {
    value: [text(label)],
    raw: [{ kind: 'data', text: term.raw }],
  });
}

function scopePieces(scope: Extract<SimpleObject, { type: 'scope' }>, context: SentenceContext): Piece[] {
  const words = context.messages.sentences;
  const place = entityPieces(scope.place, context);
  const value = fillPieces(words.scope[scope.relation], { place });
  if (scope.population === undefined) return value;
  const count = formatLargeNumber(scope.population, context.locale);
  return fillPieces(words.qualifier, {
    value,
    qualifier: fillPieces(words.population, { count: [text(count)] }),
  });
}

function approximate(value: Piece[], isApproximate: boolean, context: SentenceContext): Piece[] {
  return isApproximate ? fillPieces(context.messages.sentences.about, { value }) : value;
}
