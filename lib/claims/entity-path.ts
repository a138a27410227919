import type { EntityRef } from './rich-text.ts';

const folders: Record<EntityRef['kind'], string> = {
  program: 'programs',
  organization: 'organizations',
  person: 'people',
  law: 'laws',
  provision: 'laws',
  place: 'places',
  technology: 'technologies',
};

/** Address of an entity's page. A provision has none of its own: it stands on its law's page. */
export function toEntityPath(kind: EntityRef['kind'], slug: string): string {
  return `/${folders[kind]}/${encodeURIComponent(slug)}`;
}

export function toClaimPath(claimId: string): string {
  return `/claims/${encodeURIComponent(claimId)}`;
}

export function toWorkPath(slug: string): string {
  return `/sources/${encodeURIComponent(slug)}`;
}
