import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type EntityEntry, entityEntry, entityFiles } from '#lib/claims/entity-schema.ts';
import { type ClaimEntry, type ClaimsFile, claimsFile, isAnchored } from '#lib/claims/file-schema.ts';
import type { SimpleObject } from '#lib/claims/object-schema.ts';
import { toOriginKey } from '#lib/claims/origin.ts';
import { readRegistry } from '#lib/claims/registry.ts';
import { resolve } from '#lib/claims/resolve.ts';

export const seedSlug = 'bloomberg-2016-03-03-china-pre-crime';
export const seedClaimsPath = `data/works/${seedSlug}.yaml`;

/** The claims file of the first work. */
export const seedClaims: ClaimsFile = claimsFile.parse(parse(readFileSync(seedClaimsPath, 'utf8')));

/** Every entity of data/entities. */
export const curatedEntities: EntityEntry[] = Object.keys(entityFiles).flatMap((file) =>
  z.array(entityEntry).parse(parse(readFileSync(`data/entities/${file}.yaml`, 'utf8'))),
);

/** All of its passages lie in the one capture. */
export const seedPassages = seedClaims.passages.filter(isAnchored);

export const platform = 'program.cetc-antiterror-platform';
export const draftLaw = 'law.cn-draft-cybersecurity-law-2015';
export const lawsInForce = 'law.cn-antiterror-laws-2016';

/** The values of a claim, a set taken apart. */
export function valuesOf(object: ClaimEntry['object']): SimpleObject[] {
  if (object.type === 'none') return [];
  return object.type === 'set' ? object.members : [object];
}

export function originOf(claim: ClaimEntry): string {
  return toOriginKey(claim, {
    workSlug: seedSlug,
    cited: new Map(seedClaims.cited.map((work) => [work.id, work])),
  });
}

/** What the site shows of the first work alone. */
export const seedFacts = resolve(
  seedClaims.claims.map((claim, position) => ({
    ...claim,
    workId: seedClaims.work.id,
    position,
    place: claim.place ?? null,
    originKey: originOf(claim),
    documentary: false,
    valid: null,
    knownOn: '2016-03-03',
  })),
  readRegistry('data').predicates,
  { links: seedClaims.links, inferences: seedClaims.inferences },
);
