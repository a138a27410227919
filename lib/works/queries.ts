import { z } from 'zod';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import { getDb } from '#lib/db.ts';
import type { Prisma } from '#lib/generated/prisma/client.ts';
import { findLinkViews, findVisits, type LinkView } from '#lib/links/queries.ts';
import type { LinkCheck } from '#lib/links/schema.ts';
import { defaultLocale } from '#lib/messages/catalog.ts';
import { formatDay } from '#lib/messages/format.ts';
import { toWorkView, workInclude } from '#lib/records/claim-view.ts';
import { loadContext, refSelect, toRef } from '#lib/records/context.ts';
import { findClaims, findUnknowns } from '#lib/records/queries.ts';
import type { ClaimView, UnknownView, VerifyState, WorkView } from '#lib/records/view.ts';

const authors = z.array(z.object({ name: z.string(), role: z.string().optional() }));

export type WorkRow = WorkView & { claims: number; captured: boolean; link: LinkView | undefined };

/** Sources, newest first; undated ones last. */
export async function findWorks(
  where: Prisma.WorkWhereInput = {},
  part: { skip?: number; take?: number } = {},
): Promise<WorkRow[]> {
  const context = await loadContext([]);
  const rows = await getDb().work.findMany({
    where,
    include: { ...workInclude, _count: { select: { claims: true, captures: true } } },
    orderBy: [{ publishedEarliest: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
    ...part,
  });
  const links = await findLinkViews(rows.flatMap(({ url }) => url ?? []));
  return rows.map((row) => ({
    ...toWorkView(row, context),
    claims: row._count.claims,
    captured: row._count.captures > 0,
    link: links.get(row.url ?? ''),
  }));
}

export const worksPerPage = 50;

/**
 * One page of the sources that claims rest on.
 *
 * @param title words of the title or of the publisher's name, in any case; '' for all
 * @param kind a kind of work; '' for all
 */
export async function findReadWorks(
  { title, kind }: { title: string; kind: string },
  page: number,
): Promise<{ rows: WorkRow[]; total: number }> {
  const contains = { contains: title, mode: 'insensitive' as const };
  const where: Prisma.WorkWhereInput = {
    claims: { some: {} },
    ...(kind === '' ? {} : { kind }),
    ...(title === ''
      ? {}
      : {
          OR: [{ title: contains }, { publisherName: contains }, { publisher: { label: contains } }],
        }),
  };
  const [total, rows] = await Promise.all([
    getDb().work.count({ where }),
    findWorks(where, { skip: (page - 1) * worksPerPage, take: worksPerPage }),
  ]);
  return { rows, total };
}

export type CaptureView = {
  id: string;
  capturedOn: string;
  mediaType: string;
  mediaSha256: string;
  textSha256: string;
  textLength: number;
  extractor: string;
  normalizer: string;
  verifiedOn: string | undefined;
};

export type WorkPage = {
  work: WorkView;
  /** State of its address with the last visits; undefined without an address. */
  link: { now: LinkView; visits: LinkCheck[] } | undefined;
  publisher: EntityRef | undefined;
  authors: string[];
  language: string;
  license: string;
  access: string;
  note: string | undefined;
  captures: CaptureView[];
  verification: Record<VerifyState, number>;
  cites: WorkView[];
  citedBy: WorkView | undefined;
  claims: ClaimView[];
  unknowns: UnknownView[];
};

/** A source with its copies and every claim in its order, or undefined. */
export async function findWorkPage(slug: string, locale = defaultLocale): Promise<WorkPage | undefined> {
  const db = getDb();
  const row = await db.work.findUnique({
    where: { slug },
    include: {
      publisher: { select: refSelect },
      captures: { orderBy: { capturedOn: 'asc' } },
      cites: { include: workInclude, orderBy: { id: 'asc' } },
      citedBy: { include: workInclude },
    },
  });
  if (row === null) return undefined;
  const [context, claims, unknowns, states] = await Promise.all([
    loadContext([], locale),
    findClaims({ workId: row.id }, { orderBy: [{ position: 'asc' }], locale }),
    findUnknowns({ workId: row.id }, locale),
    db.passage.groupBy({ by: ['verifyState'], where: { workId: row.id }, _count: true }),
  ]);
  const verification: Record<VerifyState, number> = {
    verified: 0,
    verified_normalized: 0,
    lost: 0,
    not_checkable: 0,
  };
  for (const state of states) verification[state.verifyState] = state._count;
  return {
    work: toWorkView(row, context),
    link: row.url === null ? undefined : await findLink(row.url),
    publisher: row.publisher === null ? undefined : toRef(row.publisher),
    authors: authors.parse(row.authors).map((author) => author.name),
    language: row.language,
    license: row.license,
    access: row.access,
    note: row.note ?? undefined,
    captures: row.captures.map((capture) => ({
      id: capture.id,
      capturedOn: formatDay(capture.capturedOn, locale),
      mediaType: capture.mediaType,
      mediaSha256: capture.mediaSha256,
      textSha256: capture.textSha256,
      textLength: capture.textLength,
      extractor: capture.extractor,
      normalizer: capture.normalizerVersion,
      verifiedOn: capture.verifiedOn === null ? undefined : formatDay(capture.verifiedOn, locale),
    })),
    verification,
    cites: row.cites.map((work) => toWorkView(work, context)),
    citedBy: row.citedBy === null ? undefined : toWorkView(row.citedBy, context),
    claims,
    unknowns,
  };
}

async function findLink(url: string): Promise<WorkPage['link']> {
  const [views, visits] = await Promise.all([findLinkViews([url]), findVisits(url)]);
  const now = views.get(url);
  return now === undefined ? undefined : { now, visits };
}
