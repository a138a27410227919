import { toGazetteer } from '#lib/candidates/gazetteer.ts';
import { indexText, sha256 } from '#lib/captures/indexed-text.ts';
import { normalizerVersion } from '#lib/captures/normalize.ts';
import { countWords } from '#lib/captures/words.ts';
import { captureEntry, workEntry } from '#lib/claims/file-schema.ts';
import { readRegistry } from '#lib/claims/registry.ts';
import type { ReviewedWork } from '#lib/review/claims-from-state.ts';
import type { LogLine } from '#lib/review/decision-schema.ts';
import { parseKeys } from '#lib/review/keys.ts';
import { findPatternCandidates, type Prepared, prepareReview } from '#lib/review/prepare.ts';
import { press } from '#lib/review/press.ts';
import { readNames } from '#lib/review/read-names.ts';
import type { Session } from '#lib/review/session.ts';
import { readFileSurroundings } from '#lib/review/surroundings.ts';

/** Vocabularies and entities of the invented town of the claims fixtures. */
export const harborData = 'tests/fixtures/claims/data';

/** An invented article with a fact, a denial, a named person and a silence, two of them in equal words. */
export const harborText = `Northaven put forty surveillance cameras with facial recognition on its lamp posts in March 2024.

Ada Brandt, who leads Harbor Works, said the surveillance cameras cost 110,000 dollars. Harbor Works denied that its facial recognition software keeps pictures.

"We would rather call it a street lamp with a memory," she said.

Harbor Works denied that its facial recognition software keeps pictures. The council declined to comment on the surveillance.
`;

export function openHarbor(text = harborText): ReviewedWork {
  const hash = sha256(text);
  return {
    work: workEntry.parse({
      id: 'work.harbor-gazette-cameras',
      kind: 'article',
      title: 'Lamps with cameras',
      publisher: 'org.harbor-gazette',
      published: '2024-05-06',
      language: 'en',
      license: 'CC0-1.0',
      access: 'open',
    }),
    cited: [],
    capture: captureEntry.parse({
      id: 'text',
      capturedOn: '2024-05-07',
      method: 'file',
      file: 'harbor-cameras-2.txt',
      mediaType: 'text/plain',
      mediaSha256: hash,
      byteLength: Buffer.byteLength(text),
      textSha256: hash,
      textLength: indexText(text).raw.length,
      wordCount: countWords(text),
      extractor: 'text-utf8@1',
      normalizer: normalizerVersion,
      verifiedOn: '2024-05-07',
    }),
    text: indexText(text),
  };
}

type Options = { log?: readonly LogLine[]; by?: string; work?: ReviewedWork };

/** A review of it, by default with nothing decided. The clock stands still. */
export async function prepareHarbor({
  log = [],
  by = 'alba',
  work = openHarbor(),
}: Options = {}): Promise<Prepared> {
  const names = await readNames(harborData);
  const surroundings = readFileSurroundings({
    seedDir: 'tests/fixtures/no-seed',
    dataDir: 'tests/fixtures/no-captures',
    worksFolder: `${harborData}/works`,
    registry: readRegistry(harborData),
    names,
    ownWork: work.work.id,
  });
  const { text } = work.text.raw;
  const copy = { text, mediaSha256: work.capture.mediaSha256, byteLength: work.capture.byteLength };
  return prepareReview({
    work,
    names,
    candidates: findPatternCandidates(
      work,
      toGazetteer([{ name: 'Harbor Works', id: 'org.harbor-works', type: 'organization' }]),
    ),
    surroundings: { ...surroundings, readCopy: () => copy },
    by,
    now: () => new Date('2026-11-26T12:00:00Z'),
    log,
  });
}

/** The session after the keys of a script. */
export function pressAll({ context }: Prepared, session: Session, script: string): Session {
  return parseKeys(script).reduce((now, key) => press(context, now, key), session);
}

/** Reviews the whole article: a fact, a cost, a denial that is said twice, and a silence. */
export const harborScript = `# the first sentence, every field asked in turn
<enter>lamp<enter>program.type<enter>camera_network<enter><enter>The lamp posts of the town hold cameras.<enter>
B3 The paper in its own voice.<enter><enter>
# the cost, by the person who leads the company
slamp<enter><enter>program.cost<enter><enter>The company puts the cost at 110,000 dollars.<enter>
B2 She leads the company.<enter><enter>
# the denial
slamp<enter><enter>program.type<enter>camera_network<enter><enter>The company says that no pictures are kept.<enter>
<enter><enter>
# the same words again join the claim
j<enter><tab>
# nobody answered
snorth<enter><enter>speech.comment_on<enter>none<enter>spokes<enter>north<enter><enter>
The council gave no answer on the cameras.<enter>B3<enter><enter>
`;
