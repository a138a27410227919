import { toClaimPath, toEntityPath, toWorkPath } from '#lib/claims/entity-path.ts';
import type { EntityRef } from '#lib/claims/rich-text.ts';

const kindByPrefix: Record<string, EntityRef['kind']> = {
  program: 'program',
  org: 'organization',
  person: 'person',
  law: 'law',
  place: 'place',
  tech: 'technology',
};

/**
 * Page of a record that the log names, or undefined where it has none. Ids carry the slug after their prefix; passages,
 * links, inferences and unknowns (`<work slug>.<local id>`) are shown on their source's page.
 */
export function toRecordPath(kind: string, id: string): string | undefined {
  const [prefix = '', ...rest] = id.split('.');
  const slug = rest.join('.');
  switch (kind) {
    case 'entity': {
      const entityKind = kindByPrefix[prefix];
      return entityKind === undefined ? undefined : toEntityPath(entityKind, slug);
    }
    case 'claim':
      return toClaimPath(id);
    case 'work':
      return toWorkPath(slug);
    case 'dataset':
      return `/about/data#${id}`;
    case 'capture':
    case 'passage':
    case 'inference':
    case 'unknown':
    case 'link':
      return toWorkPath(prefix);
    default:
      return undefined;
  }
}

/** Where the proof of a record's newest version can be had (lib/log/ledger-routes.ts). */
export function toProofPath(kind: string, id: string): string {
  return `/log/proof/${encodeURIComponent(kind)}/${encodeURIComponent(id)}.tlog-proof`;
}
