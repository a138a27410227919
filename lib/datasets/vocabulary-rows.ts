import { createHash } from 'node:crypto';
import type { Vendors } from '../organizations/vendors.ts';
import type { Technologies } from '../technologies/schema.ts';
import type { BodyIds } from './body-ids.ts';
import { JsonValue } from './copy-text.ts';
import { type DatasetDescription, datasetSchema } from './dataset-schema.ts';
import { type Name, recordId, toEntity, toNameRows, toRecord } from './rows.ts';
import type { WorldRow } from './tables.ts';

/** Our own closed lists are a dataset like any other: what they name rests on a record that says so. */
export const vocabularyDataset: DatasetDescription = datasetSchema.parse({
  id: 'vocabularies',
  title: 'Technologies and vendors, named and explained by this project',
  publisher: 'Public Dossier',
  license: 'CC-BY-4.0',
  licenseUrl: 'https://creativecommons.org/licenses/by/4.0/',
  attribution: 'Public Dossier, CC BY 4.0.',
  homepage: 'https://creativecommons.org/licenses/by/4.0/',
  origin: 'data/vocabularies/technologies.yaml, data/vocabularies/vendors.yaml',
  retrievedOn: '2026-11-23',
  asOf: '2026-11-23',
  version: '1',
  coverage: { extent: 'what the datasets and works of this site name', subset: false },
  tier: 'own',
  wording: 'defined by this project',
  grade: { reliability: 'B', reason: 'our own definitions of terms, not statements about the world' },
});

export const vocabularyHash = (technologies: Technologies, vendors: Vendors) =>
  createHash('sha256')
    .update(JSON.stringify([vocabularyDataset, technologies, vendors]))
    .digest('hex');

export function* toVocabularyRows(
  technologies: Technologies,
  vendors: Vendors,
  bodies: BodyIds,
): Generator<WorldRow> {
  const dataset = vocabularyDataset;
  for (const [code, technology] of Object.entries(technologies)) {
    const externalId = `technology/${code}`;
    const id = `tech.${code}`;
    yield toRecord(dataset, externalId, JSON.stringify([code, technology]));
    yield toEntity(dataset, { id, kind: 'technology', slug: code, label: technology.label, lang: 'en' });
    const crosswalk = new JsonValue({
      ...(technology.atlas.length > 0 ? { effAtlas: technology.atlas } : {}),
      ...(technology.osm.length > 0 ? { osm: technology.osm } : {}),
    });
    yield [
      'technology',
      { entity_id: id, code, family: technology.family, explainer: technology.explainer.trim(), crosswalk },
    ];
    yield* toNameRows(id, recordId(dataset, externalId), [
      { text: technology.label, lang: 'en', kind: 'common' },
      ...technology.atlas
        .filter((term) => term !== technology.label)
        .map((text): Name => ({ text, lang: 'en', kind: 'alias' })),
    ]);
  }
  for (const [key, vendor] of Object.entries(vendors)) {
    const externalId = `vendor/${key}`;
    const id = bodies.vendor(key);
    const curated = bodies.curated(id);
    yield toRecord(dataset, externalId, JSON.stringify([key, vendor]));
    yield toEntity(dataset, {
      id,
      kind: 'organization',
      slug: curated?.slug ?? `vendor-${key}`,
      label: curated?.label ?? vendor.label,
      lang: curated?.labelLang ?? 'en',
      externalIds: vendor.wikidata ? { wikidata: vendor.wikidata } : {},
    });
    yield ['organization', { entity_id: id, org_type: null, place_id: null }];
    yield* toNameRows(id, recordId(dataset, externalId), [
      { text: vendor.label, lang: 'en', kind: 'common' },
    ]);
  }
}
