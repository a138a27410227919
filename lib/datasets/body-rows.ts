import { z } from 'zod';
import { agencyRowSchema, deploymentRowSchema, sharingRowSchema } from '../organizations/pack-rows.ts';
import type { Technologies } from '../technologies/schema.ts';
import type { BodyIds } from './body-ids.ts';
import { JsonValue } from './copy-text.ts';
import { readLines, readRows } from './read-pack.ts';
import { type Name, type PackSource, recordId, toEntity, toFactRows, toNameRows, toRecord } from './rows.ts';
import type { WorldRow } from './tables.ts';

/** Bodies that a dataset names, with their kind and territory where it tells. */
export async function* toAgencyRows(
  { dataset, packs }: PackSource,
  bodies: BodyIds,
): AsyncGenerator<WorldRow> {
  for await (const { row, text } of readLines(dataset.id, 'agencies.jsonl.gz', agencyRowSchema, packs)) {
    const id = bodies.agency(row.key, row.wikidata);
    const externalId = `agency/${row.ids[0]}`;
    const record = recordId(dataset, externalId);
    const curated = bodies.curated(id);
    yield toRecord(dataset, externalId, text);
    yield toEntity(dataset, {
      id,
      kind: 'organization',
      slug: curated?.slug ?? row.key,
      label: curated?.label ?? row.name,
      lang: curated?.labelLang ?? row.lang,
      externalIds: row.wikidata ? { wikidata: row.wikidata } : {},
    });
    yield [
      'organization',
      { entity_id: id, org_type: row.type, place_id: row.place ? `place.${row.place}` : null },
    ];
    yield* toNameRows(id, record, [
      { text: row.name, lang: row.lang, kind: 'common' },
      ...row.aliases.map((alias): Name => ({ text: alias, lang: row.lang, kind: 'alias' })),
    ]);
    if (row.type) {
      const raw = row.typeRaw ? { raw: row.typeRaw } : {};
      yield* toFactRows(record, id, 'org.type', {
        type: 'term',
        vocabulary: 'organization-types',
        code: row.type,
        ...raw,
      });
    }
    if (row.place)
      yield* toFactRows(record, id, 'org.jurisdiction', { type: 'entity', id: `place.${row.place}` }, 1);
  }
}

/** Deployments of the Atlas: each is a program of one agency, counted apart from systems. Its label is ours. */
export async function* toDeploymentRows(
  { dataset, packs }: PackSource,
  bodies: BodyIds,
  technologies: Technologies,
): AsyncGenerator<WorldRow> {
  const agencies = new Map<string, string>();
  for await (const agency of readRows(dataset.id, 'agencies.jsonl.gz', agencyRowSchema, packs))
    agencies.set(agency.key, agency.name);
  for await (const { row, text } of readLines(
    dataset.id,
    'deployments.jsonl.gz',
    deploymentRowSchema,
    packs,
  )) {
    const slug = `atlas-${row.id.toLowerCase()}`;
    const id = `program.${slug}`;
    const record = recordId(dataset, row.id);
    const technology = technologies[row.technology];
    if (!technology)
      throw new Error(
        `${dataset.id}: ${row.id}: technology ${row.technology} is not in data/vocabularies/technologies.yaml.`,
      );
    const label = `${technology.label}: ${agencies.get(row.agency) ?? row.agency}`;
    yield toRecord(dataset, row.id, text, row.citations);
    yield toEntity(dataset, {
      id,
      kind: 'program',
      slug,
      label,
      lang: 'en',
      workingTitle: true,
      externalIds: { atlas: row.id },
    });
    yield [
      'program',
      {
        entity_id: id,
        scale: 'deployment',
        place_ids: [...(row.region ? [`place.${row.region}`] : []), ...(row.town ? [`place.gn-${row.town}`] : [])],
        technology_ids: [`tech.${row.technology}`],
      },
    ];
    yield* toNameRows(id, record, [{ text: label, lang: 'en', kind: 'working_title' }]);
    yield* toFactRows(record, id, 'program.technology', { type: 'entity', id: `tech.${row.technology}` }, 0);
    yield* toFactRows(record, id, 'program.operator', { type: 'entity', id: bodies.agency(row.agency) }, 1);
    for (const [index, vendor] of row.vendors.entries()) {
      yield* toFactRows(
        record,
        id,
        'program.vendor',
        { type: 'entity', id: bodies.vendor(vendor) },
        2 + index,
      );
    }
  }
}

const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Access to plate data as the giving agency's own portal listed it on the dataset's day. Nobody has researched the legal basis. */
export async function* toSharingRows(
  { dataset, packs }: PackSource,
  bodies: BodyIds,
): AsyncGenerator<WorldRow> {
  const day = daySchema.parse(dataset.asOf);
  const places = new Map<string, string | null>();
  for await (const agency of readRows(dataset.id, 'agencies.jsonl.gz', agencyRowSchema, packs))
    places.set(agency.key, agency.place);
  for await (const { row, text } of readLines(dataset.id, 'sharing.jsonl.gz', sharingRowSchema, packs)) {
    const [from, to] = [bodies.agency(row.from), bodies.agency(row.to)];
    const record = recordId(dataset, row.id);
    const place = places.get(row.from);
    yield toRecord(dataset, row.id, text);
    yield [
      'data_flow',
      {
        id: record,
        license: dataset.license,
        from_id: from,
        from: new JsonValue({ entity: from }),
        to_id: to,
        to: new JsonValue({ entity: to }),
        categories: ['license_plates'],
        kind: 'access',
        basis: 'declared',
        legal_basis_state: 'not_researched',
        place_id: place ? `place.${place}` : null,
        wording: 'unverified_dataset',
        modality: 'fact',
        valid: day,
        valid_earliest: day,
        valid_latest: day,
        proposition_key: `${from}|access|license_plates|${to}`,
        record_id: record,
      },
    ];
    yield [
      'evidence',
      { target: 'data_flow', target_id: record, source_id: record, record_id: record, role: 'supports' },
    ];
  }
}
