import { DossierError } from '#lib/errors.ts';
import type { PbfBlob } from './osm-pbf-blobs.ts';
import { countVarints, readFields } from './osm-protobuf.ts';

/**
 * A block is decoded as a whole, and an object takes a hundred times its packed size in memory. Real writers put 8,000 objects into a block; beyond these
 * limits a block of 32 MiB could take gigabytes.
 */
const maxObjects = 200_000;
const maxStrings = 1_000_000;
const maxNumbers = 8_000_000;

/**
 * Counts what a block holds without decoding it.
 *
 * @throws DossierError `invalid_input` for a damaged block, or one with more objects, strings or numbers than any writer puts into one
 */
export function refuseCrowdedBlock({ data, at }: PbfBlob, where: string): void {
  const refuse = (what: string, cause?: unknown) =>
    new DossierError('invalid_input', {
      what: `The block at byte ${at} ${what}`,
      where,
      mend: 'Write the file anew with: osmium cat <in> -o <out>.osm.pbf',
      cause,
    });
  let [objects, strings, numbers] = [0, 0, 0];
  try {
    for (const field of readFields(data)) {
      if (!('bytes' in field)) continue;
      if (field.number === 1) for (const _ of readFields(field.bytes)) strings += 1;
      if (field.number !== 2) continue;
      numbers += countVarints(field.bytes);
      for (const group of readFields(field.bytes)) {
        if ('bytes' in group && group.number === 2) {
          for (const dense of readFields(group.bytes))
            if (dense.number === 1 && 'bytes' in dense) objects += countVarints(dense.bytes);
        } else objects += 1;
      }
    }
  } catch (error) {
    throw refuse('is damaged', error);
  }
  if (objects > maxObjects) throw refuse(`holds ${objects} objects; at most ${maxObjects} are read`);
  if (strings > maxStrings) throw refuse(`holds ${strings} strings; at most ${maxStrings} are read`);
  if (numbers > maxNumbers) throw refuse(`holds ${numbers} numbers; at most ${maxNumbers} are read`);
}
