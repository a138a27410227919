import { readSpan } from '#lib/thematic/read-span.ts';
import type {
  Statement,
  Thematic,
  ThematicLaw,
  ThematicPlace,
  ThematicProgram,
} from '#lib/thematic/schema.ts';

/** Parts of a document of the thematic map, with as little said as possible. */

export function aPlace(code: string, given: Partial<ThematicPlace> = {}): ThematicPlace {
  return {
    code,
    label: code,
    level: code.includes('-') ? 'region' : 'country',
    point: [0, 0],
    parent: code.includes('-') ? (code.split('-')[0] ?? null) : null,
    inherits: true,
    areaKm2: 1000,
    dispute: null,
    deployments: 0,
    undated: 0,
    dated: [],
    ...given,
  };
}

export function aStatement(place: string, given: Partial<Statement> & { valid?: string } = {}): Statement {
  const { valid, ...rest } = given;
  return {
    place,
    relation: 'applies',
    wording: 'reported_by_one',
    span: valid === undefined ? null : readSpan(valid),
    toldOn: '2016-03-03',
    ...rest,
  };
}

export function aProgram(slug: string, given: Partial<ThematicProgram> = {}): ThematicProgram {
  return {
    kind: 'program',
    slug,
    label: slug,
    labelLang: 'en',
    workingTitle: false,
    statements: [],
    stages: [],
    technologies: [],
    ...given,
  };
}

/** A law in force from a date (EDTF) in its place, on file with a source of 2020. */
export function aLaw(
  slug: string,
  place: string,
  from: string,
  given: Partial<ThematicLaw> = {},
): ThematicLaw {
  const { beginsFrom, beginsBy, end } = readSpan(from);
  return {
    kind: 'law',
    slug,
    label: slug,
    labelLang: 'en',
    workingTitle: false,
    statements: [aStatement(place, { toldOn: null })],
    stages: [
      {
        stage: 'in_force',
        earliest: beginsFrom,
        latest: end === 'open' ? null : beginsBy,
        edtf: from,
        knownOn: '2020-01-01',
      },
    ],
    powers: [],
    ...given,
  };
}

export function aThematic(given: Partial<Thematic>): Thematic {
  return { today: '2026-11-26', places: [], programs: [], laws: [], unknowns: [], ...given };
}
