import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CandidatesFile } from '#lib/candidates/candidate-schema.ts';
import type { Gazetteer } from '#lib/candidates/gazetteer.ts';
import { readGazetteer } from '#lib/candidates/read-gazetteer.ts';
import type { CaptureFolders } from '#lib/captures/store.ts';
import { type Registry, readRegistry } from '#lib/claims/registry.ts';
import type { ResolvableClaim } from '#lib/claims/resolve.ts';
import { type ReviewedWork, toClaimsFile, type Written } from './claims-from-state.ts';
import { readLog, toLogPath } from './decision-log.ts';
import { declareEntity } from './declare-entity.ts';
import type { NameIndex } from './name-index.ts';
import { findPatternCandidates, type Prepared, prepareReview } from './prepare.ts';
import { readNames } from './read-names.ts';
import type { ReviewState } from './state.ts';
import { readFileSurroundings } from './surroundings.ts';
import { isOwnFile, refuseForeignFile, toYaml, withKeptSections, writeWhole } from './write-claims-file.ts';
import type { ReviewWriter } from './writer.ts';

export type ReviewFolders = CaptureFolders & {
  /** Vocabularies, entities and packs. */
  dataFolder: string;
  /** Claims files; `data/works` of the repository. */
  worksFolder: string;
};

/** What is the same for every work. */
export type Knowledge = { names: NameIndex; registry: Registry; gazetteer: Gazetteer };

/** Takes some seconds with all packs. */
export async function readKnowledge(dataFolder: string): Promise<Knowledge> {
  return {
    registry: readRegistry(dataFolder),
    names: await readNames(dataFolder),
    gazetteer: await readGazetteer(dataFolder),
  };
}

export type StoredOptions = {
  work: ReviewedWork;
  knowledge: Knowledge;
  folders: ReviewFolders;
  writer: ReviewWriter;
  now: () => Date;
  /** Candidates that were found before, such as those of a language model; patterns find them otherwise. */
  candidates?: CandidatesFile | undefined;
  /** Claims of other works, so that a grade of 1 finds its independent origins. */
  sameSubjects?: readonly ResolvableClaim[] | undefined;
};

/** The review of a work as the log has it. */
export function openStoredReview(options: StoredOptions): Prepared {
  const { work, knowledge, folders, writer, now, sameSubjects } = options;
  const { registry, names, gazetteer } = knowledge;
  const surroundings = readFileSurroundings({ ...folders, registry, names, ownWork: work.work.id });
  return prepareReview({
    work,
    names,
    candidates: options.candidates ?? findPatternCandidates(work, gazetteer),
    surroundings: sameSubjects === undefined ? surroundings : { ...surroundings, sameSubjects },
    by: writer.by,
    now,
    log: readLog(toLogPath(folders.dataDir, work.work.id)),
    declare: (entity) => declareEntity(writer, entity, folders.dataFolder),
  });
}

export function toWorkPath({ worksFolder }: Pick<ReviewFolders, 'worksFolder'>, workId: string): string {
  return join(worksFolder, `${workId.slice('work.'.length)}.yaml`);
}

/**
 * Writes the claims file of a review; nothing where no claim is accepted and none was written before.
 *
 * @returns what was written
 * @throws DossierError `conflict` for a file with claims that the review did not write
 */
export function writeClaims(
  writer: ReviewWriter,
  work: ReviewedWork,
  state: ReviewState,
  path: string,
): Written | undefined {
  refuseForeignFile(path);
  const written = toClaimsFile(work, state);
  if (written.file.claims.length === 0 && !isOwnFile(path)) return undefined;
  const whole = withKeptSections(written, path);
  const yaml = toYaml(whole);
  if (!existsSync(path) || readFileSync(path, 'utf8') !== yaml) writeWhole(writer, path, yaml);
  return whole;
}
