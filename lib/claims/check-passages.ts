import { isTooShort } from '#lib/captures/anchor.ts';
import {
  type IndexedText,
  indexText,
  normalizedSlice,
  rawSlice,
  sha256,
  toNormalizedStart,
} from '#lib/captures/indexed-text.ts';
import { normalize } from '#lib/captures/normalize.ts';
import {
  countPhraseWords,
  isTooLong,
  isTooLongTranslation,
  largestShare,
  longestPhrase,
} from '#lib/captures/quotation.ts';
import type { HeldCopy } from '#lib/captures/store.ts';
import { countWords } from '#lib/captures/words.ts';
import type { AnchoredPassage, CaptureEntry, PassageEntry } from './file-schema.ts';
import { suggest } from './nearest.ts';
import { type Check, pathOf } from './validation-context.ts';

/** Spans, hashes and the limits of quotation. Hashes are checked where the very text that the file names is at hand. */
export function checkPassages(check: Check): void {
  const captures = new Map(check.file.captures.map((capture) => [capture.id, capture]));
  const texts = new Map<string, IndexedText>();
  for (const capture of check.file.captures) {
    const copy = check.surroundings.readCopy(capture);
    if (copy === undefined || !checkHashes(check, capture, copy)) continue;
    const indexed = indexText(copy.text);
    texts.set(capture.id, indexed);
    checkCounts(check, capture, copy, indexed.raw.length);
  }
  for (const passage of check.file.passages) {
    const capture = passage.capture === undefined ? undefined : captures.get(passage.capture);
    if (passage.capture === undefined) checkSeenLength(check, passage);
    else if (capture === undefined) {
      if (check.leftOut.has(passage.capture)) continue;
      check.list.add(
        pathOf(check, passage, 'capture'),
        `There is no capture ${passage.capture}`,
        suggest(passage.capture, captures.keys(), 'Use the id of an entry of “captures”.'),
      );
    } else if (checkSpan(check, passage, capture)) checkWords(check, passage, texts.get(capture.id));
    checkPhraseLength(check, passage);
    checkTranslation(check, passage);
  }
  checkShare(check);
}

/**
 * True when the copy is the one that the file names. When only one of the two hashes fits, the other was mistyped. When none
 * does, the copy has changed since: that is no mistake of the file, and ingestion says which passages are lost.
 */
function checkHashes(check: Check, capture: CaptureEntry, copy: HeldCopy): boolean {
  const sameMedia = copy.mediaSha256 === capture.mediaSha256;
  const sameText = sha256(copy.text) === capture.textSha256;
  if (sameMedia === sameText) return sameText;
  const key = sameMedia ? 'textSha256' : 'mediaSha256';
  check.list.add(
    pathOf(check, capture, key),
    `The ${sameMedia ? 'text' : 'file'} has another hash`,
    'Take the capture block from the anchor or capture command; never type a hash.',
  );
  return sameText;
}

function checkCounts(check: Check, capture: CaptureEntry, copy: HeldCopy, textLength: number): void {
  const found = { byteLength: copy.byteLength, textLength, wordCount: countWords(copy.text) };
  for (const key of ['byteLength', 'textLength', 'wordCount'] as const) {
    if (capture[key] === found[key]) continue;
    check.list.add(
      pathOf(check, capture, key),
      `The copy has a ${key} of ${found[key]}, not ${capture[key]}`,
      'Take the capture block from the anchor or capture command.',
    );
  }
}

function checkSpan(check: Check, passage: AnchoredPassage, capture: CaptureEntry): boolean {
  if (passage.end <= passage.start) {
    check.list.add(
      pathOf(check, passage, 'end'),
      `The span ${passage.start}–${passage.end} is empty`,
      'The end is exclusive and larger than the start.',
    );
    return false;
  }
  if (passage.end > capture.textLength) {
    check.list.add(
      pathOf(check, passage, 'end'),
      `The span ends at ${passage.end}, past the end of the text (${capture.textLength})`,
      'Anchor the quotation again with the anchor command.',
    );
    return false;
  }
  if (passage.occurrence > passage.of) {
    check.list.add(
      pathOf(check, passage, 'occurrence'),
      `There is no occurrence ${passage.occurrence} of ${passage.of}`,
      'Anchor the quotation again with the anchor command.',
    );
    return false;
  }
  return true;
}

function checkWords(check: Check, passage: AnchoredPassage, text: IndexedText | undefined): void {
  if (text === undefined || passage.end > text.raw.length) return;
  const words = rawSlice(text, passage);
  if (sha256(words) !== passage.sha256) {
    check.list.add(
      pathOf(check, passage, 'sha256'),
      `The words at ${passage.start}–${passage.end} have another hash`,
      'Anchor the quotation again with the anchor command; never type a hash.',
    );
    return;
  }
  const from = toNormalizedStart(text, passage.start);
  const to = Math.min(from + passage.normalizedLength, text.normalized.length);
  const normalized = normalizedSlice(text, { start: from, end: to });
  const endsThere = text.rawEnds[to - 1] === passage.end;
  if (!endsThere || sha256(normalized) !== passage.normalizedSha256) {
    check.list.add(
      pathOf(check, passage, 'normalizedSha256'),
      `The normalized words at ${passage.start}–${passage.end} have another hash or length`,
      'Anchor the quotation again with the anchor command; never type a hash.',
    );
    return;
  }
  if (
    passage.phrase !== undefined &&
    !isTooLong(passage.phrase) &&
    !normalized.includes(normalize(passage.phrase).text)
  ) {
    check.list.add(
      pathOf(check, passage, 'phrase'),
      `The phrase “${passage.phrase}” is not inside its passage`,
      'Take the phrase from the quoted words.',
    );
  }
}

/** A phrase without a place must be long enough to be found again in a capture. */
function checkSeenLength(check: Check, passage: PassageEntry): void {
  if (!isTooShort(passage.phrase ?? '')) return;
  check.list.add(
    pathOf(check, passage, 'phrase'),
    `The phrase “${passage.phrase}” is too short to be told from chance`,
    'Quote more of the sentence around it.',
  );
}

function checkPhraseLength(check: Check, passage: PassageEntry): void {
  if (passage.phrase === undefined || !isTooLong(passage.phrase)) return;
  check.list.add(
    pathOf(check, passage, 'phrase'),
    `The phrase has ${countPhraseWords(passage.phrase)} words`,
    `Quote at most ${longestPhrase.words} words, or ${longestPhrase.cjkCharacters} characters in CJK.`,
  );
}

function checkTranslation(check: Check, passage: PassageEntry): void {
  const { translation, phrase } = passage;
  if (translation === undefined) return;
  const path = pathOf(check, passage, 'translation');
  if (phrase === undefined) {
    check.list.add(
      path,
      'There is a translation of words that are not quoted',
      'Add the phrase, or remove it.',
    );
  } else if (isTooLongTranslation(translation.text)) {
    check.list.add(
      path,
      `The translation has ${countWords(translation.text)} words`,
      `Translate the phrase alone; ${2 * longestPhrase.words} words are the most.`,
    );
  } else if (translation.lang === check.file.work.language) {
    check.list.add(
      path,
      `The translation is in ${translation.lang}, the language of the work`,
      'Write the language that it was translated into.',
    );
  }
}

/** All phrases of the file together; a phrase that is itself too long is reported as that alone. */
function checkShare(check: Check): void {
  const wordCount = Math.max(0, ...check.file.captures.map((capture) => capture.wordCount));
  if (wordCount === 0) return;
  const phrases = check.file.passages.flatMap(({ phrase }) =>
    phrase === undefined || isTooLong(phrase) ? [] : [phrase],
  );
  const quoted = phrases.reduce((sum, phrase) => sum + countWords(phrase), 0);
  const allowed = Math.floor(wordCount * largestShare);
  if (quoted <= allowed) return;
  check.list.add(
    ['passages'],
    `All phrases together have ${quoted} words; ${allowed} are allowed, a tenth of the work`,
    'Shorten or remove phrases; a passage needs none.',
  );
}
