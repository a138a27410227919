import { type Contexts, makeContexts, type RangeDecoder, type RangeEncoder } from './range-coder.ts';

/**
 * Keys and counts of a cube's rows as range-coded whole numbers: the gap to the key before, and the count less one, each
 * as length, two leading bits, and the rest. How far apart keys are in this part of the group is the context of all of
 * them, because that is what gaps and counts depend on. A million devices with independent attributes take a quarter
 * less than as varints under gzip.
 */
const lengths = 33;
/** Of the length in unary, then of the first and second bit after the leading one, by length. */
const bitsOfNumber = lengths * 4;
/** Half octaves of the mean gap. */
const buckets = 64;

export class RowCoding {
  #gaps = makeContexts(buckets * bitsOfNumber);
  #counts = makeContexts(buckets * bitsOfNumber);
  /** Sixteen times the mean of the last gaps. */
  #mean = 0;

  /** @param spacing mean gap of a group whose keys are spread evenly */
  startGroup(spacing: number): void {
    this.#mean = Math.min(0x3fffffff, Math.floor(spacing * 16));
  }

  encode(encoder: RangeEncoder, gap: number, count: number): void {
    const context = this.#toContext();
    encodeNumber(encoder, this.#gaps, context, gap);
    encodeNumber(encoder, this.#counts, context, count - 1);
    this.#learn(gap);
  }

  decode(decoder: RangeDecoder): { gap: number; count: number } {
    const context = this.#toContext();
    const gap = decodeNumber(decoder, this.#gaps, context);
    const count = decodeNumber(decoder, this.#counts, context) + 1;
    this.#learn(gap);
    return { gap, count };
  }

  #toContext(): number {
    const length = 32 - Math.clz32(this.#mean);
    const bit = length < 2 ? 0 : (this.#mean >>> (length - 2)) & 1;
    return (length * 2 + bit) * bitsOfNumber;
  }

  #learn(gap: number): void {
    const mean = this.#mean + Math.min(gap, 0x3ffffff) * 2 - Math.floor(this.#mean / 8);
    this.#mean = Math.max(0, Math.min(0x3fffffff, mean));
  }
}

/** @param value 0 … 2^32 − 2 */
function encodeNumber(encoder: RangeEncoder, contexts: Contexts, context: number, value: number): void {
  const number = value + 1;
  const length = 32 - Math.clz32(number);
  for (let i = 1; i < length; i += 1) encoder.encode(contexts, context + i, 1);
  if (length < 32) encoder.encode(contexts, context + length, 0);
  if (length < 2) return;
  const first = (number >>> (length - 2)) & 1;
  encoder.encode(contexts, context + lengths + length, first);
  if (length < 3) return;
  encoder.encode(contexts, context + lengths * (2 + first) + length, (number >>> (length - 3)) & 1);
  encoder.encodeEven(number, length - 3);
}

function decodeNumber(decoder: RangeDecoder, contexts: Contexts, context: number): number {
  let length = 1;
  while (length < 32 && decoder.decode(contexts, context + length) === 1) length += 1;
  if (length < 2) return 0;
  const first = decoder.decode(contexts, context + lengths + length);
  let number = 2 + first;
  if (length < 3) return number - 1;
  number = number * 2 + decoder.decode(contexts, context + lengths * (2 + first) + length);
  return number * 2 ** (length - 3) + decoder.decodeEven(length - 3) - 1;
}
