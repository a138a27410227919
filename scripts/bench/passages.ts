import { indexText, sha256 } from '#lib/captures/indexed-text.ts';
import { verifyPassages } from '#lib/captures/verify.ts';
import { type Benchmark, measureBest } from './benchmark.ts';

const sentence =
  'The harbor office says that its cameras keep every face for thirty days, and nobody asked why. ';
const chinese = '北港的漁民說沒有人問過他們的意見市場的燈會記住每一個人的臉';

/** The worst case: none of the passages is in the text, so every place has to be tried. */
export const passagesBenchmark: Benchmark = {
  name: 'passages',
  about: 'checking lost passages against a capture, beside a hash of every window of their length',
  async run() {
    const cases = [
      { what: '300 lost passages over 30,000 characters', text: sentence.repeat(316), count: 300 },
      { what: '150 lost passages over 10,700 Chinese characters', text: chinese.repeat(370), count: 150 },
    ];
    const comparisons = [];
    for (const { what, text, count } of cases) {
      const indexed = indexText(text);
      const lost = toLostPassages(count);
      const ours = await measureBest(3, async () => {
        if (verifyPassages(lost, indexed).some(({ state }) => state !== 'lost'))
          throw new Error('found a lost passage');
      });
      const lengths = new Set(lost.map((passage) => passage.normalizedLength));
      const naive = await measureBest(1, async () => hashEveryWindow(text, lengths));
      comparisons.push({
        what,
        ours,
        peer: { name: 'one sha256 for every window of each length', ms: naive },
        note: `${lengths.size} lengths; ours tries the exact and the normalized words`,
      });
    }
    return comparisons;
  },
};

function toLostPassages(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    sha256: sha256(`exact ${index}`),
    normalizedSha256: sha256(`normalized ${index}`),
    normalizedLength: 30 + (index % 120),
    start: index,
    end: index + 40,
    occurrence: 1,
    of: 1,
  }));
}

function hashEveryWindow(text: string, lengths: ReadonlySet<number>): void {
  for (const length of lengths) {
    for (let start = 0; start + length <= text.length; start += 1) sha256(text.slice(start, start + length));
  }
}
