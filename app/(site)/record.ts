import { notFound, permanentRedirect } from 'next/navigation';
import type { History } from '#components/records/record-aside.tsx';
import { toEntityPath } from '#lib/claims/entity-path.ts';
import { type EntityRef, labelText } from '#lib/claims/rich-text.ts';
import { findLastCheckpoint, findRecordHistory } from '#lib/log/queries.ts';
import { toProofPath } from '#lib/log/record-path.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { toIsoDay } from '#lib/messages/format.ts';
import { type Citation, toCitation } from '#lib/records/citation.ts';
import { findFactGroups, findMentions, findRecord, findUnknowns } from '#lib/records/queries.ts';
import type { EntityHead } from '#lib/records/view.ts';
import { readPathSegment } from '#lib/site/path-segment.ts';
import { showExcerptsInGroups } from '#lib/works/show-excerpts.ts';
import { toPageUrl } from './page-metadata.ts';

/** The record at an address; ends the request with 404, or 308 to the record that it was merged into. */
export async function getRecord(kind: EntityRef['kind'], slug: string): Promise<EntityHead> {
  const head = await findRecord(kind, readPathSegment(slug));
  if (head === undefined) notFound();
  if (head.mergedInto !== undefined) permanentRedirect(head.mergedInto.href);
  return head;
}

/** What every record page shows, whatever its kind. */
export async function loadRecord(head: EntityHead) {
  const [groups, unknowns, mentions, history] = await Promise.all([
    findFactGroups(head.ref.id).then(showExcerptsInGroups),
    findUnknowns({ subjectId: head.ref.id }),
    findMentions(head.ref.id),
    head.declaredBy === 'curated'
      ? loadHistory('entity', head.ref.id)
      : loadHistory('dataset', head.declaredBy),
  ]);
  return {
    groups,
    unknowns,
    mentions,
    history,
    citation: citePage(labelText(head.ref), head.ref.id, head.ref.href),
  };
}

export async function loadHistory(kind: string, id: string): Promise<History> {
  const [lines, checkpoint] = await Promise.all([findRecordHistory(kind, id), findLastCheckpoint()]);
  const newest = lines[0];
  return {
    lastChanged: newest?.at.slice(0, 10),
    proof: newest !== undefined && newest.index < (checkpoint?.size ?? 0) ? toProofPath(kind, id) : undefined,
    entries: lines.length,
    href: `/log?kind=${encodeURIComponent(kind)}&record=${encodeURIComponent(id)}`,
  };
}

export function citePage(title: string, id: string, path: string): Citation {
  const { records, site } = getMessages();
  return toCitation({
    title,
    id,
    day: toIsoDay(new Date()),
    url: toPageUrl(path),
    template: records.citation,
    site: site.name,
  });
}

/** Title and description of a record page without its evidence. */
export function describe(head: EntityHead): { title: string; description: string; path: string } {
  const { records, site } = getMessages();
  const title = labelText(head.ref);
  const kind = records.kind[head.ref.kind];
  return {
    title,
    description: `${kind}: ${title}. ${site.tagline}.`,
    path: toEntityPath(head.ref.kind, head.slug),
  };
}
