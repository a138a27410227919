import type { ClaimsFile } from '#lib/claims/file-schema.ts';
import { isSame } from './scripted-reviewer.ts';

/**
 * How many careful claims were written the same in every field, by the passages that they name.
 *
 * @param ids id in the careful file → id in the written one
 */
export function countIdentical(
  careful: ClaimsFile,
  written: ClaimsFile,
  ids: ReadonlyMap<string, string>,
): number {
  const toPlain = (file: ClaimsFile, claim: ClaimsFile['claims'][number]) => {
    const { id: _, review: __, passages, ...rest } = claim;
    const spans = passages.map((reference) => {
      const id = typeof reference === 'string' ? reference : reference.id;
      const passage = file.passages.find((one) => one.id === id);
      return [passage?.start, passage?.end, typeof reference === 'string' ? 'statement' : reference.role];
    });
    return { ...rest, spans };
  };
  return careful.claims.filter((claim) => {
    const same = written.claims.find(({ id }) => id === ids.get(claim.id));
    if (same === undefined) return false;
    const wanted = toPlain(careful, claim);
    const object =
      claim.object.type === 'claim' ? { type: 'claim', id: ids.get(claim.object.id) } : claim.object;
    return isSame({ ...wanted, object }, toPlain(written, same));
  }).length;
}
