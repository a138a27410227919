import { relative, resolve } from 'node:path';
import { formatProblem } from '#lib/claims/problem.ts';
import { readRegistry } from '#lib/claims/registry.ts';
import { toAddressKey } from '#lib/corpus/address.ts';
import { readCardAddresses } from '#lib/corpus/cards.ts';
import { checkCorpusRules } from '#lib/corpus/corpus-rules.ts';
import { type Counts, countCorpus } from '#lib/corpus/count.ts';
import { readKnownEntities, readTownCountries } from '#lib/corpus/known-entities.ts';
import { readLeftOut } from '#lib/corpus/left-out.ts';
import { type CheckedWork, checkWorks, findWorkFiles } from '#lib/corpus/read-works.ts';
import { checkWorkRules, type Fault } from '#lib/corpus/work-rules.ts';
import { inspectEntities } from '#lib/entities/read-entities.ts';
import { getEnv } from '#lib/env.ts';
import { runCommand } from './run-command.ts';

const dataFolder = resolve(import.meta.dirname, '../data');

/**
 * `npm run check:data -- [files…]`: every rule that a claims file must keep, without a database. With files only these are
 * checked, each by itself; without, all of data/works together with the rules that only the whole corpus can show, and the counts.
 */
await runCommand(async () => {
  const named = process.argv.slice(2).map((path) => resolve(path));
  const { SEED_DIR: seedDir, DATA_DIR: dataDir } = getEnv();
  const declared = inspectEntities(dataFolder);
  const { works, problems } = checkWorks(named.length > 0 ? named : findWorkFiles(dataFolder), {
    dataFolder,
    registry: readRegistry(dataFolder),
    entities: await readKnownEntities(dataFolder, declared.entries),
    folders: { seedDir, dataDir },
  });
  const leftOut = readLeftOut(dataFolder);
  const faults = works.flatMap(checkWorkRules);
  // Rules of the whole would report every file that could not be read as missing.
  if (named.length === 0) faults.push(...checkCorpusRules({ works, entities: declared.entries, leftOut }));
  for (const problem of declared.problems) console.error(problem);
  for (const problem of problems) console.error(formatProblem({ ...problem, file: shorten(problem.file) }));
  for (const fault of faults) console.error(formatFault(fault));
  if (named.length === 0) printCounts(countCorpus(works, await readTownCountries(dataFolder)));
  if (named.length === 0) printCards(works, new Set(leftOut.map(({ address }) => toAddressKey(address))));
  const count = declared.problems.length + problems.length + faults.length;
  console.log(count === 0 ? `${works.length} works, no problem.` : `${count} problem(s).`);
  if (count > 0) process.exitCode = 1;
});

function formatFault({ path, where, what, mend }: Fault): string {
  return `${shorten(path)} ${where}: ${what}. ${mend}`;
}

function shorten(path: string): string {
  return relative(process.cwd(), resolve(path));
}

function printCounts(counts: Counts): void {
  const list = (title: string, map: ReadonlyMap<string, number>) =>
    console.log(`${title}: ${[...map].map(([key, count]) => `${key} ${count}`).join(', ')}`);
  console.log(
    `${counts.works} works, ${counts.claims} claims (${counts.naming} of them name, classify or place), ${counts.unknowns} unknowns`,
  );
  list('works by kind', counts.byWorkKind);
  list('works by how they were seen', counts.bySight);
  list('works by language', counts.byLanguage);
  list('claims by stance', counts.byStance);
  list('claims by grade', counts.byGrade);
  const countries = [...counts.byCountry];
  const both = countries.filter(([, { programs, laws }]) => programs.size > 0 && laws.size > 0).length;
  const either = countries.filter(([, { programs, laws }]) => programs.size + laws.size > 0).length;
  console.log(`countries and territories: ${either} with a program or law, ${both} with both`);
  console.log(
    countries
      .map(([code, { programs, laws, claims }]) => `${code} ${programs.size}p ${laws.size}l ${claims}c`)
      .join(', '),
  );
}

/** The source cards lie beside the project and may be absent. */
function printCards(works: readonly CheckedWork[], leftOut: ReadonlySet<string>): void {
  const cards = readCardAddresses(resolve('../shared/curation'));
  if (cards === undefined) return;
  const used = new Set(
    works.flatMap(({ file }) =>
      [file.work.url, ...file.work.seen.map((sight) => sight.address)].flatMap((address) =>
        address === undefined ? [] : toAddressKey(address),
      ),
    ),
  );
  const keys = [...cards.keys()];
  const inUse = keys.filter((key) => used.has(key)).length;
  const out = keys.filter((key) => leftOut.has(key)).length;
  console.log(
    `source cards: ${keys.length} addresses, ${inUse} used, ${out} left out with a reason, ${keys.length - inUse - out} not looked at yet`,
  );
}
