import type { IndexedText } from '#lib/captures/indexed-text.ts';
import {
  type AnchoredPassage,
  type CaptureEntry,
  type ClaimsFile,
  claimsFormat,
  type WorkEntry,
} from '#lib/claims/file-schema.ts';
import type { Draft } from './candidate-schema.ts';
import { toPassageEntry } from './passage-words.ts';
import { whySecondReader } from './second-reader.ts';
import type { ReviewedDraft, ReviewState } from './state.ts';

export type ReviewedWork = { work: WorkEntry; cited: WorkEntry[]; capture: CaptureEntry; text: IndexedText };

export type Written = {
  file: ClaimsFile;
  /** Why each of these claims asks for a second reader, by claim id; nobody has read them a second time. */
  asking: ReadonlyMap<string, string[]>;
};

/**
 * The accepted claims as a claims file, in reading order. Ids come from the words of the passage and the number of the claim in it, so that
 * they stay whatever else is decided before or after.
 */
export function toClaimsFile({ work, cited, capture, text }: ReviewedWork, state: ReviewState): Written {
  const passages = new Map<string, AnchoredPassage>();
  const asking = new Map<string, string[]>();
  const claims = findAccepted(state).map(({ id, reviewed }) => {
    const reasons = whySecondReader(reviewed.draft);
    if (reasons.length > 0 && reviewed.secondReader === undefined) asking.set(id, reasons);
    const entries = reviewed.draft.evidence.map((evidence) => {
      const entry = toPassageEntry(text, evidence, capture.id);
      passages.set(entry.id, entry);
      return evidence.role === 'statement' ? entry.id : { id: entry.id, role: evidence.role };
    });
    return toClaim(id, reviewed, entries);
  });
  const file: ClaimsFile = {
    format: claimsFormat,
    work,
    cited,
    captures: [capture],
    passages: [...passages.values()].sort((a, b) => a.start - b.start || a.end - b.end),
    claims,
    links: [],
    inferences: [],
    unknowns: [],
  };
  return { file, asking };
}

/** Accepted claims with their ids, in reading order. */
export function findAccepted(state: ReviewState): { id: string; reviewed: ReviewedDraft }[] {
  return [...state.values()]
    .sort((a, b) => a.passage.start - b.passage.start)
    .flatMap(({ passage, drafts }) =>
      drafts
        .filter(({ status }) => status === 'accepted')
        .map((reviewed) => ({ id: toClaimId(passage, reviewed.number), reviewed })),
    );
}

/** `c3fa2b1c0-1`: the words, which of several equal sentences from the second on, and the claim in it. */
export function toClaimId(passage: { sha256: string; occurrence: number }, number: number): string {
  const which = passage.occurrence > 1 ? `-${passage.occurrence}` : '';
  return `c${passage.sha256.slice(0, 8)}${which}-${number}`;
}

function toClaim(
  id: string,
  { draft, secondReader }: ReviewedDraft,
  passages: ClaimsFile['claims'][number]['passages'],
): ClaimsFile['claims'][number] {
  const { subject, predicate, object, speaker, says, grade } = requireWhole(id, draft);
  return {
    id,
    subject,
    predicate,
    object,
    ...(draft.place === undefined ? {} : { place: draft.place }),
    stance: draft.stance,
    modality: draft.modality,
    act: draft.act,
    speaker,
    via: [],
    ...(draft.said === undefined ? {} : { said: draft.said }),
    ...(draft.valid === undefined ? {} : { valid: draft.valid }),
    says,
    passages,
    grade,
    review: secondReader === undefined ? 'single_reader' : 'second_reader',
    ...(draft.note === undefined ? {} : { note: draft.note }),
  };
}

const needed = ['subject', 'predicate', 'object', 'speaker', 'says', 'grade'] as const;

/** Names of what a draft still lacks before it can be accepted, in the order of asking. */
export function findMissing(draft: Draft): (typeof needed)[number][] {
  return needed.filter((key) => draft[key] === undefined);
}

function requireWhole(id: string, draft: Draft) {
  const { subject, predicate, object, speaker, says, grade } = draft;
  if (
    subject === undefined ||
    predicate === undefined ||
    object === undefined ||
    speaker === undefined ||
    says === undefined ||
    grade === undefined
  )
    throw new Error(`${id} was accepted without ${findMissing(draft).join(', ')}`);
  return { subject, predicate, object, speaker, says, grade };
}
