import { toClaimPath, toEntityPath, toWorkPath } from '#lib/claims/entity-path.ts';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import type { SentenceContext } from '#lib/claims/sentence.ts';
import { getDb } from '#lib/db.ts';
import { formatEdtf } from '#lib/edtf.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { toDateLocale } from '#lib/messages/format.ts';
import { getVocabulary } from './vocabulary.ts';

const entityPattern = /^(program|org|person|law|provision|place|tech)\.[A-Za-z0-9]/;
const kindByPrefix: Record<string, EntityRef['kind']> = {
  program: 'program',
  org: 'organization',
  person: 'person',
  law: 'law',
  provision: 'provision',
  place: 'place',
  tech: 'technology',
};

/** Columns of an entity that a link needs. */
export const refSelect = {
  id: true,
  kind: true,
  slug: true,
  label: true,
  labelLang: true,
  labelIsWorkingTitle: true,
} as const;
type RefRow = {
  id: string;
  kind: EntityRef['kind'];
  slug: string;
  label: string;
  labelLang: string;
  labelIsWorkingTitle: boolean;
};

export function toRef(row: RefRow): EntityRef {
  return {
    id: row.id,
    kind: row.kind,
    label: row.label,
    lang: row.labelLang,
    workingTitle: row.labelIsWorkingTitle,
    href: toEntityPath(row.kind, row.slug),
  };
}

/**
 * Looks up every entity, claim and work that the given JSON values name, once, and returns what sentences need.
 * @param values parsed or unparsed JSON: objects, speakers, parties, plain ids
 */
export async function loadContext(
  values: readonly unknown[],
  locale = defaultLocale,
): Promise<SentenceContext> {
  const ids = new Set<string>();
  const claimIds = new Set<string>();
  const workIds = new Set<string>();
  for (const value of values) collectIds(value, ids, claimIds, workIds);
  const db = getDb();
  const [entities, claims, works] = await Promise.all([
    ids.size === 0 ? [] : db.entity.findMany({ where: { id: { in: [...ids] } }, select: refSelect }),
    claimIds.size === 0
      ? []
      : db.claim.findMany({ where: { id: { in: [...claimIds] } }, select: { id: true, says: true } }),
    workIds.size === 0
      ? []
      : db.work.findMany({
          where: { id: { in: [...workIds] } },
          select: { id: true, slug: true, title: true, titleLang: true },
        }),
  ]);
  const entityById = new Map(entities.map((row) => [row.id, toRef(row)]));
  const claimById = new Map(claims.map((row) => [row.id, { says: row.says, href: toClaimPath(row.id) }]));
  const workById = new Map(
    works.map((row) => [row.id, { title: row.title, lang: row.titleLang, href: toWorkPath(row.slug) }]),
  );
  return {
    locale,
    messages: getMessages(locale),
    entity: (id) => entityById.get(id) ?? toUnknownRef(id),
    termLabel: (vocabulary, code) => getVocabulary(vocabulary)[code]?.label,
    date: (edtf) => formatEdtf(edtf, toDateLocale(locale)),
    claim: (id) => claimById.get(id),
    work: (id) => workById.get(id),
  };
}

/** An id that the database does not hold is shown as it is, so that the gap is seen. */
function toUnknownRef(id: string): EntityRef {
  const [prefix = '', ...rest] = id.split('.');
  const kind = kindByPrefix[prefix] ?? 'organization';
  return { id, kind, label: id, lang: 'en', workingTitle: false, href: toEntityPath(kind, rest.join('.')) };
}

function collectIds(value: unknown, entities: Set<string>, claims: Set<string>, works: Set<string>): void {
  if (typeof value === 'string') {
    if (entityPattern.test(value)) entities.add(value);
    else if (value.startsWith('work.')) works.add(value);
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) collectIds(item, entities, claims, works);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && value.type === 'claim' && 'id' in value && typeof value.id === 'string')
    claims.add(value.id);
  for (const item of Object.values(value)) collectIds(item, entities, claims, works);
}
