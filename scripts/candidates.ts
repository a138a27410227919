import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CandidatesFile } from '#lib/candidates/candidate-schema.ts';
import { findCandidates } from '#lib/candidates/find-candidates.ts';
import { askModel } from '#lib/candidates/model/ask-model.ts';
import { readGazetteer } from '#lib/candidates/read-gazetteer.ts';
import { sliceCodePoints, toCodePointText } from '#lib/captures/code-points.ts';
import { extractText, guessMediaType } from '#lib/captures/extract.ts';
import { getEnv } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { openWork } from '#lib/review/open-work.ts';
import { runCommand } from './run-command.ts';

const usage =
  'npm run candidates -- <text, HTML or PDF file, or slug of a captured work> [--language en] [--published 2016-03-03] [--json out.json] [--model]';

/** Prints the candidate claims of a captured file for a reviewer, or writes them as JSON. Nothing is stored or accepted. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      language: { type: 'string' },
      published: { type: 'string' },
      json: { type: 'string' },
      model: { type: 'boolean' },
    },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw new DossierError('bad_request', { what: 'Give one file', mend: usage });
  if (values.published !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(values.published))
    throw new DossierError('bad_request', { what: `"${values.published}" is no ISO day`, mend: usage });
  const { text, lossy, ...known } = existsSync(file) ? await readSource(file) : readWork(file);
  if (lossy) {
    throw new DossierError('invalid_input', {
      what: 'Some bytes do not fit the encoding, so nothing can be anchored on this text',
      where: file,
      mend: 'Save it as UTF-8.',
    });
  }
  const found = findCandidates(text, { gazetteer: await readGazetteer('data'), ...known, ...values });
  const results = values.model === true ? [found, await askModel(text, found, getEnv())] : [found];
  if (values.json !== undefined) {
    await writeFile(values.json, `${JSON.stringify(results.length === 1 ? found : results, null, 2)}\n`);
    console.log(
      `${results.map((result) => result.candidates.length).join(' + ')} candidates written to ${values.json}`,
    );
    return;
  }
  for (const result of results) print(result, text);
});

type Source = { text: string; lossy: boolean; language?: string; published?: string };

async function readSource(file: string): Promise<Source> {
  const bytes = await readFile(file);
  return extractText(bytes, guessMediaType(file, bytes));
}

/** The frozen text of a captured work, with the language and day that its file says. */
function readWork(slug: string): Source {
  const env = getEnv();
  const folders = { seedDir: env.SEED_DIR, dataDir: env.DATA_DIR };
  const { text, work } = openWork(slug, resolve(import.meta.dirname, '../data/works'), folders);
  const day = /^\d{4}-\d{2}-\d{2}$/.exec(work.published ?? '')?.[0];
  return {
    text: text.raw.text,
    lossy: false,
    language: work.language,
    ...(day !== undefined && { published: day }),
  };
}

function print(result: CandidatesFile, raw: string): void {
  const text = toCodePointText(raw);
  const read = (span: { start: number; end: number }) =>
    sliceCodePoints(text, span.start, span.end).replace(/\s+/gu, ' ');
  const { gate } = result;
  console.log(
    `${result.extractor}, ${result.language}: ${result.candidates.length} candidates (${gate.strong} words of surveillance, ${gate.distinct} different${gate.isRelevant ? '' : ': the text is not about it'})`,
  );
  for (const one of result.candidates) {
    console.log(
      `\n${one.passage.start}–${one.passage.end} ${one.kind ?? 'no kind'}, ${one.stance}, ${one.act}\n  ${read(one.passage)}`,
    );
    if (one.speaker !== undefined) {
      const meant = one.speaker.refersTo === undefined ? '' : ` (perhaps ${read(one.speaker.refersTo)})`;
      console.log(`  speaker: ${read(one.speaker)}${meant}`);
    }
    const lists = [
      ['organizations', one.organizations.map((name) => `${read(name)}${toIds(name.entities)}`)],
      ['places', one.places.map((name) => `${read(name)}${toIds(name.entities)}`)],
      ['dates', one.dates.map((date) => `${read(date)} = ${date.edtf ?? 'not resolved'}`)],
      ['laws', one.laws.map((law) => `${read(law)}${law.named ? '' : ' (unnamed)'}`)],
      ['amounts', one.amounts.map((amount) => `${read(amount)} = ${amount.value} ${amount.unit}`)],
    ] as const;
    for (const [name, items] of lists) if (items.length > 0) console.log(`  ${name}: ${items.join('; ')}`);
  }
}

function toIds(entities: readonly string[] | undefined): string {
  return entities === undefined ? '' : ` [${entities.join(', ')}]`;
}
