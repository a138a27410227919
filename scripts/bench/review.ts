import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { readGazetteer } from '#lib/candidates/read-gazetteer.ts';
import { type ClaimsFile, claimsFile } from '#lib/claims/file-schema.ts';
import { readRegistry } from '#lib/claims/registry.ts';
import { getEnv } from '#lib/env.ts';
import { toClaimsFile } from '#lib/review/claims-from-state.ts';
import { findProblems } from '#lib/review/find-problems.ts';
import { openWork } from '#lib/review/open-work.ts';
import { findPatternCandidates, prepareReview } from '#lib/review/prepare.ts';
import { readNames } from '#lib/review/read-names.ts';
import type { ReviewContext } from '#lib/review/session.ts';
import { readFileSurroundings } from '#lib/review/surroundings.ts';
import type { Benchmark } from './benchmark.ts';
import { countConfirmed, findClaims, measured, type Share } from './review/confirmed-fields.ts';
import { countIdentical } from './review/identical-claims.ts';
import { countKept } from './review/kept-fields.ts';
import { ScriptedReviewer } from './review/scripted-reviewer.ts';

const dataFolder = resolve(import.meta.dirname, '../../data');
const slug = 'bloomberg-2016-03-03-china-pre-crime';

/** No peer reviews claims, so nothing is compared: the figures are printed as they are. */
export const reviewBenchmark: Benchmark = {
  name: 'review',
  about: 'the first work from its text to its claims file through the review, by a scripted session',
  async run(report) {
    const env = getEnv();
    const folders = { seedDir: env.SEED_DIR, dataDir: env.DATA_DIR };
    const work = openWork(slug, join(dataFolder, 'works'), folders);
    const file = claimsFile.parse(parse(readFileSync(join(dataFolder, 'works', `${slug}.yaml`), 'utf8')));
    const registry = readRegistry(dataFolder);
    const names = await readNames(dataFolder);
    const surroundings = readFileSurroundings({
      ...folders,
      worksFolder: join(dataFolder, 'works'),
      registry,
      names,
      ownWork: work.work.id,
    });
    const prepare = async (withoutCurated: boolean) =>
      prepareReview({
        work,
        names,
        candidates: findPatternCandidates(work, await readGazetteer(dataFolder, { withoutCurated })),
        surroundings,
        by: 'scripted-session',
        now: () => new Date(0),
        log: [],
      });
    const prepared = await prepare(false);
    const cold = await prepare(true);
    printShares('with all names that we hold', prepared.context, file);
    printShares('without the curated bodies, which come from this very article', cold.context, file);

    report('a scripted session writes the claims of the careful file; this takes some minutes');
    const reviewer = new ScriptedReviewer(prepared.context, prepared.session, file);
    const started = performance.now();
    reviewer.reviewAll();
    const seconds = (performance.now() - started) / 1000;
    const written = toClaimsFile(work, reviewer.session.state);
    const { choices, words } = reviewer.counts;
    const count = written.file.claims.length;
    console.log(
      `  claims: ${count} of ${file.claims.length} written, ${countIdentical(file, written.file, reviewer.ids)} of them the same in every field and passage`,
    );
    console.log(
      `  key presses: ${choices + words} (${choices} to choose, move and decide; ${words} to type words), ${((choices + words) / count).toFixed(1)} a claim`,
    );
    console.log(
      `  ${written.asking.size} claims ask for a second reader; ${findProblems(work, reviewer.session.state, surroundings).length} problems for ingestion; ${seconds.toFixed(0)} s of planning and checking`,
    );
    const kept = Object.entries(countKept(reviewer.session.state)).map(
      ([field, share]) => `${field} ${toText(share)}`,
    );
    console.log(`  proposed by the candidate and kept in the claims of its sentence: ${kept.join(', ')}`);
    for (const { id, why } of reviewer.refused) console.log(`  not written: ${id}: ${why}`);
    return [];
  },
};

function printShares(what: string, context: ReviewContext, file: ClaimsFile): void {
  const shares = countConfirmed(context, file);
  const text = measured.map((field) => `${field} ${toText(shares[field])}`);
  console.log(`  confirmed by the careful file, ${what}: ${text.join(', ')}`);
  const stated = context.passages.filter(({ ref }) => findClaims(file, ref).length > 0);
  const found = stated.filter(({ candidate }) => candidate.found !== undefined);
  console.log(
    `    speakers left open ${shares.speakersLeftOpen}; of the sentences with a claim, candidates were ${toText({ confirmed: found.length, of: stated.length })}`,
  );
}

function toText({ confirmed, of }: Share): string {
  return of === 0 ? 'none' : `${confirmed}/${of} (${((100 * confirmed) / of).toFixed(0)} %)`;
}
