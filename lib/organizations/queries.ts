import { toEntityPath } from '#lib/claims/entity-path.ts';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import { getDb, getPool } from '#lib/db.ts';
import { refSelect, toRef } from '#lib/records/context.ts';
import { getVocabulary } from '#lib/records/vocabulary.ts';
import { fold } from '#lib/search/fold.ts';

export const organizationsPerPage = 60;

export type OrganizationRow = { ref: EntityRef; type: string | undefined; place: string | undefined };

/** Bodies that read sources name. */
export async function findCuratedOrganizations(): Promise<OrganizationRow[]> {
  const rows = await getDb().organization.findMany({
    where: { entity: { declaredBy: 'curated', mergedIntoId: null } },
    include: { entity: { select: refSelect } },
    orderBy: { entity: { label: 'asc' } },
  });
  return rows.map((row) => ({
    ref: toRef(row.entity),
    type:
      row.orgType === null
        ? undefined
        : (getVocabulary('organization-types')[row.orgType]?.label ?? row.orgType),
    place: undefined,
  }));
}

/** One page of the bodies that datasets list, by part of a name, with the count under the same filter. */
export async function findListedOrganizations(
  name: string,
  page: number,
): Promise<{ rows: OrganizationRow[]; total: number }> {
  const pattern = name.trim() === '' ? null : `%${fold(name).replace(/[\\%_]/g, '\\$&')}%`;
  const condition = `e.declared_by <> 'curated' and e.merged_into_id is null
    and ($1::text is null or exists (select 1 from entity_name n where n.entity_id = e.id and n.folded like $1))`;
  const pool = getPool();
  const [counted, found] = await Promise.all([
    pool.query<{ total: number }>(
      `select count(*)::int as total from organization o join entity e on e.id = o.entity_id where ${condition}`,
      [pattern],
    ),
    pool.query<{
      id: string;
      slug: string;
      label: string;
      label_lang: string;
      org_type: string | null;
      place: string | null;
    }>(
      `select e.id, e.slug, e.label, e.label_lang, o.org_type, p.label as place
         from organization o join entity e on e.id = o.entity_id left join entity p on p.id = o.place_id
        where ${condition} order by e.label, e.id limit $2 offset $3`,
      [pattern, organizationsPerPage, (page - 1) * organizationsPerPage],
    ),
  ]);
  const types = getVocabulary('organization-types');
  return {
    total: counted.rows[0]?.total ?? 0,
    rows: found.rows.map((row) => ({
      ref: {
        id: row.id,
        kind: 'organization',
        label: row.label,
        lang: row.label_lang,
        workingTitle: false,
        href: toEntityPath('organization', row.slug),
      },
      type: row.org_type === null ? undefined : (types[row.org_type]?.label ?? row.org_type),
      place: row.place ?? undefined,
    })),
  };
}
