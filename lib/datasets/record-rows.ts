import type { Technologies } from '../technologies/schema.ts';
import { toAwardRows, toAwardTotalRows } from './award-rows.ts';
import type { BodyIds } from './body-ids.ts';
import { toAgencyRows, toDeploymentRows, toSharingRows } from './body-rows.ts';
import type { DatasetDescription } from './dataset-schema.ts';
import { toDeviceRows } from './device-rows.ts';
import { toMeasureRows } from './measure-rows.ts';
import { type RowKind, rowSchemas } from './rows.ts';
import type { WorldRow } from './tables.ts';

/** What a single row needs to know besides itself. */
export interface RowContext {
  dataset: DatasetDescription;
  bodies: BodyIds;
  technologies: Technologies;
  /** Agencies of the same dataset by key: deployments are labeled with their name, flows lie in their place. */
  agencies: ReadonlyMap<string, { name: string; place: string | null }>;
}

/**
 * World rows of one record, from its line.
 *
 * @throws Error with dataset and reason when the line is no row of that kind
 */
export function* toWorldRows(kind: RowKind, line: string, context: RowContext): Generator<WorldRow> {
  const json: unknown = JSON.parse(line);
  switch (kind) {
    case 'agency':
      return yield* toAgencyRows(rowSchemas.agency.parse(json), line, context);
    case 'deployment':
      return yield* toDeploymentRows(rowSchemas.deployment.parse(json), line, context);
    case 'device':
      return yield* toDeviceRows(rowSchemas.device.parse(json), line, context);
    case 'sharing':
      return yield* toSharingRows(rowSchemas.sharing.parse(json), line, context);
    case 'award':
      return yield* toAwardRows(rowSchemas.award.parse(json), line, context);
    case 'award_total':
      return yield* toAwardTotalRows(rowSchemas.award_total.parse(json), line, context);
    case 'measure':
      return yield* toMeasureRows(rowSchemas.measure.parse(json), line, context);
  }
}
