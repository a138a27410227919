import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type EntityEntry, entityFiles } from '#lib/claims/entity-schema.ts';
import { readEntities } from '#lib/entities/read-entities.ts';
import { DossierError } from '#lib/errors.ts';
import { lockLog } from './decision-log.ts';
import { writeWhole } from './write-claims-file.ts';
import { ReviewWriter } from './writer.ts';

/**
 * Adds an entry at the end of data/entities/<kind>.yaml; everything that stands there stays as it is, comments too.
 *
 * @throws DossierError `conflict` for an id that is declared already, `invalid_input` where the files cannot be read
 */
export function declareEntity(writer: ReviewWriter, entity: EntityEntry, dataFolder: string): void {
  ReviewWriter.demand(writer);
  const name = Object.entries(entityFiles).find(([, prefix]) => entity.id.startsWith(`${prefix}.`))?.[0];
  if (name === undefined) throw new Error(`${entity.id} is of a kind that is not declared by hand`);
  const path = join(dataFolder, 'entities', `${name}.yaml`);
  mkdirSync(join(dataFolder, 'entities'), { recursive: true });
  const unlock = lockLog(path);
  try {
    if (readEntities(dataFolder).some(({ id }) => id === entity.id)) {
      throw new DossierError('conflict', {
        what: `${entity.id} is declared already`,
        mend: 'Look for it by name, or choose another short name: ids are never used twice.',
      });
    }
    const before = existsSync(path) ? `${readFileSync(path, 'utf8').trimEnd()}\n\n` : '';
    writeWhole(writer, path, `${before.trim() === '' ? '' : before}${toYaml(entity)}`);
  } finally {
    unlock();
  }
}

/** What is default is left out, as in the entries written by hand. */
function toYaml(entity: EntityEntry): string {
  const isDefault = (value: unknown) =>
    value === undefined ||
    value === false ||
    (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
  const entry = Object.fromEntries(Object.entries(entity).filter(([, value]) => !isDefault(value)));
  return stringify([entry], { lineWidth: 120 });
}
