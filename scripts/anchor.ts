import { hash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { anchor } from '#lib/captures/anchor.ts';
import { extractText, guessMediaType } from '#lib/captures/extract.ts';
import { type IndexedText, indexText, rawSlice, sha256 } from '#lib/captures/indexed-text.ts';
import { normalize, normalizerVersion } from '#lib/captures/normalize.ts';
import { countWords } from '#lib/captures/words.ts';
import { DossierError } from '#lib/errors.ts';
import { runCommand } from './run-command.ts';

const usage =
  'node scripts/anchor.ts <file> --quote "words" [--occurrence 2] [--phrase "few words"] | node scripts/anchor.ts <file> --batch in.json out.json';

const batchEntry = z.strictObject({
  key: z.string().min(1),
  quote: z.string().min(1),
  occurrence: z.int().positive().optional(),
  phrase: z.string().min(1).optional(),
});
type BatchEntry = z.infer<typeof batchEntry>;

/** Turns quotations of a text, HTML or PDF file into the passage and capture blocks of a claims file. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quote: { type: 'string' },
      occurrence: { type: 'string' },
      phrase: { type: 'string' },
      batch: { type: 'boolean' },
    },
  });
  const [file, batchIn, batchOut] = positionals;
  if (file === undefined) throw new DossierError('bad_request', { what: 'No file given', mend: usage });
  const bytes = await readFile(file);
  const mediaType = guessMediaType(file, bytes);
  const { text, extractor, lossy } = await extractText(bytes, mediaType);
  if (lossy) {
    throw new DossierError('invalid_input', {
      what: 'Some bytes do not fit the encoding, so nothing can be anchored on this text',
      where: file,
      mend: 'Save it as UTF-8.',
    });
  }
  const indexed = indexText(text);
  const capture = {
    file: basename(file),
    mediaType,
    mediaSha256: hash('sha256', bytes, 'hex'),
    byteLength: bytes.length,
    textSha256: sha256(text),
    textLength: indexed.raw.length,
    wordCount: countWords(text),
    extractor,
    normalizer: normalizerVersion,
  };
  if (values.batch === true) {
    if (batchIn === undefined || batchOut === undefined)
      throw new DossierError('bad_request', { what: 'The batch mode needs two files', mend: usage });
    const entries = z.array(batchEntry).parse(JSON.parse(await readFile(batchIn, 'utf8')));
    const { passages, problems } = anchorAll(indexed, entries);
    await writeFile(batchOut, `${JSON.stringify({ capture, passages }, null, 2)}\n`);
    for (const problem of problems) console.error(problem);
    console.log(`${passages.length} passages written to ${batchOut}, ${problems.length} refused`);
    if (problems.length > 0) process.exitCode = 1;
    return;
  }
  if (values.quote === undefined)
    throw new DossierError('bad_request', { what: 'No quotation given', mend: usage });
  const occurrence =
    values.occurrence === undefined ? undefined : z.coerce.number().int().positive().parse(values.occurrence);
  const passage = anchorOne(indexed, { key: 'p', quote: values.quote, occurrence, phrase: values.phrase });
  console.log(JSON.stringify({ capture, passage }, null, 2));
});

/** Keeps the good and returns the rest with reasons, so that one typing error does not hide the others. */
function anchorAll(indexed: IndexedText, entries: BatchEntry[]) {
  const passages: ReturnType<typeof anchorOne>[] = [];
  const problems: string[] = [];
  for (const entry of entries) {
    try {
      passages.push(anchorOne(indexed, entry));
    } catch (error) {
      if (!(error instanceof DossierError)) throw error;
      problems.push(`${entry.key}: ${error.message}`);
    }
  }
  return { passages, problems };
}

function anchorOne(indexed: IndexedText, entry: BatchEntry) {
  const { occurrence, of, ...found } = anchor(indexed, entry.quote, entry.occurrence);
  const inside = normalize(rawSlice(indexed, found)).text;
  if (entry.phrase !== undefined && !inside.includes(normalize(entry.phrase).text)) {
    throw new DossierError('invalid_input', {
      what: `The phrase “${entry.phrase}” is not inside its quotation`,
      mend: 'Take the phrase from the quoted words.',
    });
  }
  return {
    id: entry.key,
    ...found,
    // The file format takes 1 of 1 when these are absent.
    ...(of > 1 ? { occurrence, of } : {}),
    ...(entry.phrase === undefined ? {} : { phrase: entry.phrase }),
  };
}
