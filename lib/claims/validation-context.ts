import type { HeldCopy } from '#lib/captures/store.ts';
import type { CaptureEntry, ClaimsFile } from './file-schema.ts';
import type { EntityKindName } from './predicate-schema.ts';
import type { KeyPath, ProblemList } from './problem.ts';
import type { Registry } from './registry.ts';
import type { ResolvableClaim } from './resolve.ts';

export type KnownEntity = { kind: EntityKindName; identityWithheld: boolean };

/** What a claims file may refer to outside itself. */
export type Surroundings = {
  registry: Registry;
  entities: ReadonlyMap<string, KnownEntity>;
  /** Full ids of claims in other works. */
  claims: ReadonlySet<string>;
  /** Ids of other works. */
  works: ReadonlySet<string>;
  /** The copy of a capture, where this installation holds one. */
  readCopy(capture: CaptureEntry): HeldCopy | undefined;
  /** Claims of other works about the subjects whose claims this file grades as confirmed; none where it grades none so. */
  sameSubjects?: readonly ResolvableClaim[];
};

/** Everything that one check needs. The file holds only the entries whose form is right. */
export type Check = {
  file: ClaimsFile;
  slug: string;
  surroundings: Surroundings;
  list: ProblemList;
  /** Position of every kept entry in the file, because entries of a wrong form were left out of `file`. */
  positions: ReadonlyMap<object, KeyPath>;
  /** Ids of entries that were left out: they exist, so nothing that refers to them dangles. */
  leftOut: ReadonlySet<string>;
};

export function pathOf(check: Check, entry: object, ...rest: KeyPath): KeyPath {
  return [...(check.positions.get(entry) ?? []), ...rest];
}
