import { getEnv } from '#lib/env.ts';
import type { Benchmark } from './benchmark.ts';
import { measureClaims, type Row, toFolders } from './claims/measure.ts';
import { type GateMeasured, measureGate } from './claims/measure-gate.ts';
import { type Counts, measures } from './claims/score.ts';

/** Prints precision and recall instead of times: the peer of the sentences is what a list of words alone would propose. */
export const claimsBenchmark: Benchmark = {
  name: 'claims',
  about: 'what the patterns find in annotated articles, by half and language (docs/candidates.md)',
  async run(report) {
    const folders = toFolders(process.cwd(), getEnv().SEED_DIR);
    const measured = await measureClaims(folders, 'data');
    if (measured.missing.length > 0)
      report(
        `${measured.missing.length} texts are not on this machine and not measured: ${measured.missing.join(', ')}`,
      );
    for (const row of [...measured.rows].sort(byPlace)) for (const line of toLines(row)) console.log(line);
    console.log(`  gate: ${measured.passed} of ${measured.of} texts are taken for such about surveillance`);
    for (const line of toGateLines(await measureGate(folders))) console.log(line);
    console.log(
      `  time: ${Math.round(measured.ms / Math.max(1, measured.of))} ms a text, the whole text read`,
    );
    return [];
  },
};

function toGateLines({ listing, titles, texts, openings, missing }: GateMeasured): string[] {
  return [
    ...(missing.length > 0 ? [`  gate of news: not on this machine: ${missing.join(', ')}`] : []),
    `  gate of news, title and summary of ${listing.of} items of two feeds: ${toCounts(listing)}, and ${listing.arguable} arguable ones let through`,
    ...titles.map(
      ({ group, passed, of }) =>
        `    titles alone of source cards, ${group}: R ${toShare(passed, of)} (${passed} of ${of})`,
    ),
    `  gate of news, title and first 500 characters of the articles: R ${toShare(openings.passed, openings.of)} (${openings.passed} of ${openings.of})`,
    `  gate of news, text: R ${toShare(texts.passed, texts.of)} (${texts.passed} of ${texts.of}), texts of our own ${texts.own.passed} of ${texts.own.of}; precision is not measured`,
  ];
}

function byPlace(a: Row, b: Row): number {
  return a.half.localeCompare(b.half) || Number(a.isOwn) - Number(b.isOwn) || a.group.localeCompare(b.group);
}

function toLines({ half, group, isOwn, articles, sentences, score, keywords }: Row): string[] {
  const share = ({ right, of }: { right: number; of: number }) => `${toShare(right, of)} (${right} of ${of})`;
  return [
    `  ${half}, ${group}${isOwn ? ', texts of our own' : ''}: ${articles} ${articles === 1 ? 'text' : 'texts'}, ${sentences} annotated sentences`,
    ...measures.map((measure) => `    ${measure.padEnd(13)}${toCounts(score[measure])}`),
    `    ${'words alone'.padEnd(13)}${toCounts(keywords)}`,
    `    stance of found sentences ${share(score.stance)}, of those not asserting ${share(score.otherStance)}; kind ${share(score.kind)}; EDTF of found dates ${share(score.edtf)}`,
  ];
}

function toCounts({ right, wrong, missed }: Counts): string {
  return `P ${toShare(right, right + wrong)}  R ${toShare(right, right + missed)}  (${right} right, ${wrong} wrong, ${missed} missed)`;
}

function toShare(part: number, whole: number): string {
  return whole === 0 ? ' –  ' : (part / whole).toFixed(2);
}
