import { expect, it } from 'vitest';
import { readRegistry } from '#lib/claims/registry.ts';
import { checkCorpusRules } from '#lib/corpus/corpus-rules.ts';
import { readKnownEntities } from '#lib/corpus/known-entities.ts';
import { readLeftOut } from '#lib/corpus/left-out.ts';
import { checkWorks, findWorkFiles } from '#lib/corpus/read-works.ts';
import { checkWorkRules } from '#lib/corpus/work-rules.ts';
import { readEntities } from '#lib/entities/read-entities.ts';

it('every work is valid, was seen and dated, and the whole has no repeat, orphan or unnamed record', async () => {
  const { works, problems } = checkWorks(findWorkFiles('data'), {
    dataFolder: 'data',
    registry: readRegistry('data'),
    entities: await readKnownEntities('data'),
    folders: { seedDir: process.env.SEED_DIR || '../shared/seed', dataDir: process.env.DATA_DIR || '.data' },
  });
  expect(problems).toEqual([]);
  expect(works.flatMap(checkWorkRules)).toEqual([]);
  expect(checkCorpusRules({ works, entities: readEntities('data'), leftOut: readLeftOut('data') })).toEqual(
    [],
  );
}, 120_000);

it('a vendor that data/entities declares is known by that id alone, as in the database', async () => {
  const known = await readKnownEntities('data');
  expect(known.has('org.shotspotter')).toBe(true);
  expect(known.has('org.vendor-shotspotter')).toBe(false);
  expect(known.has('org.vendor-axon') || known.has('org.axon')).toBe(true);
}, 120_000);
