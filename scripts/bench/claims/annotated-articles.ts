import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { languages } from '#lib/candidates/languages.ts';
import { candidateKinds } from '#lib/candidates/words/language-words.ts';
import { extractText } from '#lib/captures/extract.ts';
import { sha256 } from '#lib/captures/indexed-text.ts';
import { stances } from '#lib/claims/file-schema.ts';

const span = { start: z.int().nonnegative(), end: z.int().positive() };

/** Code points of the raw text. `optional` marks what may be found or not without being counted. */
const annotatedMention = z.strictObject({
  type: z.enum(['organization', 'place', 'date', 'law']),
  ...span,
  edtf: z.string().optional(),
  optional: z.literal(true).optional(),
});

const annotatedSentence = z.strictObject({
  ...span,
  /** First 16 digits of the sha256 of the sentence. */
  sha256: z.string().regex(/^[0-9a-f]{16}$/),
  recordable: z.boolean(),
  kind: z.enum(candidateKinds).optional(),
  stance: z.enum(stances).optional(),
  /** Spans that are all right for the speaker, the best first; absent where the publication itself speaks. */
  speaker: z.array(z.strictObject(span)).min(1).optional(),
  speakerOptional: z.literal(true).optional(),
  mentions: z.array(annotatedMention),
});
export type AnnotatedSentence = z.infer<typeof annotatedSentence>;

const annotatedArticle = z.strictObject({
  id: z.string(),
  half: z.enum(['development', 'held-out']),
  language: z.enum(languages),
  published: z.string(),
  source: z.union([
    z.strictObject({ archive: z.string(), member: z.string() }),
    z.strictObject({ html: z.string() }),
    z.strictObject({ seed: z.string() }),
    z.strictObject({ own: z.string() }),
  ]),
  license: z.string(),
  textSha256: z.string().regex(/^[0-9a-f]{64}$/),
  sentences: z.array(annotatedSentence).min(1),
});
export type AnnotatedArticle = z.infer<typeof annotatedArticle>;

export type Folders = { fixtures: string; input: string; seed: string };

/** Annotations with the text that they describe; the text is undefined where this machine does not have it. */
export async function readAnnotatedArticles(
  folders: Folders,
): Promise<{ article: AnnotatedArticle; text: string | undefined }[]> {
  const lines = readFileSync(join(folders.fixtures, 'articles.jsonl'), 'utf8').trim().split('\n');
  const articles = lines.map((line) => annotatedArticle.parse(JSON.parse(line)));
  return Promise.all(
    articles.map(async (article) => ({
      article,
      text: checkHash(article, await readSource(article, folders)),
    })),
  );
}

async function readSource({ source }: AnnotatedArticle, folders: Folders): Promise<string | undefined> {
  if ('own' in source) return readFileSync(join(folders.fixtures, 'texts', source.own), 'utf8');
  if ('seed' in source) return readIfThere(join(folders.seed, source.seed))?.toString('utf8');
  if ('html' in source) {
    const bytes = readIfThere(join(folders.input, source.html));
    return bytes === undefined ? undefined : (await extractText(gunzipSync(bytes), 'text/html')).text;
  }
  const archive = join(folders.input, source.archive);
  if (!existsSync(archive)) return undefined;
  return execFileSync('tar', ['-xzOf', archive, source.member], { encoding: 'utf8' });
}

function readIfThere(path: string): Buffer | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}

/** Offsets mean nothing in another text: a changed extractor or file must be noticed, not measured. */
function checkHash(article: AnnotatedArticle, text: string | undefined): string | undefined {
  if (text === undefined || sha256(text) === article.textSha256) return text;
  throw new Error(
    `${article.id}: the text is not the annotated one (another extractor version, or another file)`,
  );
}
