import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type EntityEntry, toKind } from '#lib/claims/entity-schema.ts';
import { parseStrictly } from '#lib/claims/registry.ts';
import { findPackIds, readLines } from '#lib/datasets/read-pack.ts';
import { readEntities } from '#lib/entities/read-entities.ts';
import { agencyRowSchema } from '#lib/organizations/pack-rows.ts';
import { areaRowSchema, townRowSchema } from '#lib/places/pack-rows.ts';
import { type NamedEntity, NameIndex } from './name-index.ts';

const technologies = z.record(z.string(), z.looseObject({ label: z.string() }));

/**
 * Everything that a claim may be linked to, without a database: data/entities, the technologies, and the bodies and places of the packs.
 *
 * @param dataFolder the repository's `data` folder
 */
export async function readNames(dataFolder: string): Promise<NameIndex> {
  return new NameIndex(await readNamed(dataFolder));
}

/** As `readNames`, as a list. */
export async function readNamed(
  dataFolder: string,
  curated = readEntities(dataFolder),
): Promise<NamedEntity[]> {
  const packs = join(dataFolder, 'packs');
  return [
    ...toCurated(curated),
    ...readTechnologies(dataFolder),
    ...(await readPlaces(packs)),
    ...(await readAgencies(packs)),
  ];
}

function toCurated(entries: readonly EntityEntry[]): NamedEntity[] {
  return entries.flatMap(({ id, label, identityWithheld }) => {
    const kind = toKind(id);
    return kind === undefined
      ? []
      : [{ id, kind, label, names: [], isCurated: true, isWithheld: identityWithheld }];
  });
}

function readTechnologies(dataFolder: string): NamedEntity[] {
  const path = join(dataFolder, 'vocabularies/technologies.yaml');
  if (!existsSync(path)) return [];
  return Object.entries(parseStrictly(path, technologies)).map(([code, { label }]) => ({
    ...packed,
    id: `tech.${code}`,
    kind: 'technology',
    label,
    names: [],
    isCurated: true,
  }));
}

const packed = { isCurated: false, isWithheld: false };

async function readPlaces(packs: string): Promise<NamedEntity[]> {
  const places: NamedEntity[] = [];
  const has = (pack: string) => existsSync(join(packs, pack));
  if (has('natural-earth')) {
    for await (const { row } of readLines('natural-earth', 'places.jsonl.gz', areaRowSchema, packs)) {
      const names = [
        ...Object.values(row.names),
        ...(row.local ?? []),
        ...(row.alias === undefined ? [] : [row.alias]),
      ];
      places.push({ ...packed, id: `place.${row.code}`, kind: 'place', label: row.label, names });
    }
  }
  if (has('geonames-cities')) {
    for await (const { row } of readLines('geonames-cities', 'towns.jsonl.gz', townRowSchema, packs))
      places.push({ ...packed, id: `place.gn-${row.id}`, kind: 'place', label: row.name, names: [] });
  }
  return places;
}

async function readAgencies(packs: string): Promise<NamedEntity[]> {
  const bodies: NamedEntity[] = [];
  if (!existsSync(packs)) return bodies;
  for (const pack of findPackIds(packs)) {
    if (!existsSync(join(packs, pack, 'agencies.jsonl.gz'))) continue;
    for await (const { row } of readLines(pack, 'agencies.jsonl.gz', agencyRowSchema, packs))
      bodies.push({
        ...packed,
        id: `org.${row.key}`,
        kind: 'organization',
        label: row.name,
        names: row.aliases,
      });
  }
  return bodies;
}
