import { DossierError } from '#lib/errors.ts';
import { toClaimId } from '#lib/review/claims-from-state.ts';
import { whySecondReader } from '#lib/review/second-reader.ts';
import { getPassage } from '#lib/review/session.ts';
import type { Desk, OpenReview } from './desk.ts';

/** How far the review of a work is. */
export type Progress = {
  /** Sentences with a candidate. */
  candidates: number;
  /** Of those, the ones with nothing open any more. */
  reviewed: number;
  /** Sentences with an open draft, candidates or not. */
  left: number;
  claims: number;
  /** Accepted claims that ask for a second reader. */
  second: number;
};

export type ListedWork = { slug: string; title: string } & (
  | { progress: Progress; isBegun: boolean }
  /** Why it cannot be reviewed here. */
  | { why: string; isByHand: boolean }
);

/** A claim that asks for a second reader. */
export type Asking = {
  slug: string;
  title: string;
  /** Number of the sentence, from 1, and of the claim in it. */
  at: number;
  draft: number;
  claim: string;
  says: string;
  why: readonly string[];
  readers: readonly string[];
};

export function toProgress({ prepared: { context, session } }: OpenReview): Progress {
  const all = context.passages.map((_, index) => getPassage(context, session, index));
  const isOpen = (one: (typeof all)[number]) => one.drafts.some(({ status }) => status === 'open');
  const candidates = all.filter(({ candidate }) => candidate.found !== undefined);
  const accepted = all.flatMap(({ drafts }) => drafts.filter(({ status }) => status === 'accepted'));
  return {
    candidates: candidates.length,
    reviewed: candidates.filter((one) => !isOpen(one)).length,
    left: all.filter(isOpen).length,
    claims: accepted.length,
    second: accepted.filter((one) => one.secondReader === undefined && whySecondReader(one.draft).length > 0)
      .length,
  };
}

/** Every work that has a file, and how far it is. */
export async function findWorks(desk: Desk, reader: string): Promise<ListedWork[]> {
  const works: ListedWork[] = [];
  for (const slug of desk.findSlugs()) {
    try {
      const review = await desk.open(slug, reader);
      const { context, session } = review.prepared;
      const { title } = context.work.work;
      works.push({ slug, title, progress: toProgress(review), isBegun: session.standing.length > 0 });
    } catch (error) {
      if (!(error instanceof DossierError)) throw error;
      works.push({ slug, title: slug, why: error.what, isByHand: error.code === 'conflict' });
    }
  }
  return works;
}

/** Accepted claims of all works that ask for a second reader, in the order of the texts. */
export async function findAsking(desk: Desk, reader: string): Promise<Asking[]> {
  const asking: Asking[] = [];
  for (const slug of desk.findSlugs()) {
    const review = await desk.open(slug, reader).catch((error: unknown) => {
      if (error instanceof DossierError) return undefined;
      throw error;
    });
    if (review === undefined) continue;
    const { context, session } = review.prepared;
    context.passages.forEach((_, index) => {
      const { passage, drafts } = getPassage(context, session, index);
      for (const { number, draft, status, secondReader, readers } of drafts) {
        const why = whySecondReader(draft);
        if (status !== 'accepted' || secondReader !== undefined || why.length === 0) continue;
        const claim = toClaimId(passage, number);
        const { title } = context.work.work;
        asking.push({
          slug,
          title,
          at: index + 1,
          draft: number,
          claim,
          says: draft.says ?? claim,
          why,
          readers,
        });
      }
    });
  }
  return asking;
}
