import { type CubeStore, joinCubes, makeCubes } from './cube-store.ts';
import type { Snapshot } from './snapshot.ts';
import type { SnapshotHelper } from './snapshot-helper.ts';

/** Devices up to which a second thread takes longer than it saves. */
const fewDevices = 100_000;
const parts = 2;
/** Cubes of fewer devices are made when somebody asks for them. */
const least = 50_000;

/** Every cube that takes long to make, half of them by this thread and half by the one beside it. @throws Error when that one ends */
export async function makeEagerCubes(snapshot: Snapshot, helper: SnapshotHelper): Promise<CubeStore> {
  if (snapshot.count <= fewDevices) return makeCubes(snapshot, { part: 0, parts: 1, least });
  const theirs = helper.makeCubes(snapshot, { part: 1, parts, least });
  // It may fail while this thread is busy, and is waited for only then.
  theirs.catch(() => {});
  return joinCubes([makeCubes(snapshot, { part: 0, parts, least }), await theirs]);
}
