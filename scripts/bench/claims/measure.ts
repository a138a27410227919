import { join } from 'node:path';
import { readGazetteer } from '#lib/candidates/read-gazetteer.ts';
import { judgeText, readText } from '#lib/candidates/read-text.ts';
import { type AnnotatedArticle, type Folders, readAnnotatedArticles } from './annotated-articles.ts';
import { addScore, type Score, toEmptyScore } from './score.ts';

export type Row = {
  half: AnnotatedArticle['half'];
  /** A language, `articles` for all of them together, or `seed` for the one article that reviewers have read whole. */
  group: string;
  /** Texts that we wrote ourselves: they show that a path works, not how well it does on news. */
  isOwn: boolean;
  articles: number;
  sentences: number;
  score: Score;
  /** What a list of words alone would propose: every sentence with a word of surveillance. */
  keywords: { right: number; wrong: number; missed: number };
};

export type Measured = {
  rows: Row[];
  /** Texts that are not on this machine. */
  missing: string[];
  /** Texts that the gate took for such about surveillance, of how many. */
  passed: number;
  of: number;
  /** Milliseconds for all texts, read whole. */
  ms: number;
};

/** The folders of a clone that lies beside the shared input. */
export function toFolders(root: string, seed: string): Folders {
  return { fixtures: join(root, 'tests/fixtures/candidates'), input: join(root, '../shared/data'), seed };
}

/**
 * Reads every annotated article and compares. The seed article is read without the reviewed organizations, because their list was made from it.
 */
export async function measureClaims(folders: Folders, dataFolder: string): Promise<Measured> {
  const gazetteer = await readGazetteer(dataFolder);
  const withoutCurated = await readGazetteer(dataFolder, { withoutCurated: true });
  const rows = new Map<string, Row>();
  const measured: Measured = { rows: [], missing: [], passed: 0, of: 0, ms: 0 };
  for (const { article, text } of await readAnnotatedArticles(folders)) {
    if (text === undefined) {
      measured.missing.push(article.id);
      continue;
    }
    const isSeed = 'seed' in article.source;
    const started = performance.now();
    const readings = readText(text, article.language, {
      gazetteer: isSeed ? withoutCurated : gazetteer,
      published: article.published,
    });
    measured.ms += performance.now() - started;
    measured.of += 1;
    if (judgeText(text, article.language).isRelevant) measured.passed += 1;
    const isOwn = 'own' in article.source;
    const groups = [article.language, ...(isOwn ? [] : ['articles']), ...(isSeed ? ['seed'] : [])];
    for (const group of groups) {
      const row = findRow(rows, article.half, group, isOwn);
      row.articles += 1;
      row.sentences += article.sentences.length;
      addScore(row.score, article.sentences, readings);
      for (const sentence of article.sentences) {
        const isHit = readings.some(
          (one) =>
            one.signals.has('strong') &&
            Math.min(one.end, sentence.end) - Math.max(one.start, sentence.start) > (one.end - one.start) / 2,
        );
        if (isHit && sentence.recordable) row.keywords.right += 1;
        if (isHit && !sentence.recordable) row.keywords.wrong += 1;
        if (!isHit && sentence.recordable) row.keywords.missed += 1;
      }
    }
  }
  measured.rows = [...rows.values()];
  return measured;
}

function findRow(rows: Map<string, Row>, half: Row['half'], group: string, isOwn: boolean): Row {
  const key = `${half} ${group} ${isOwn}`;
  const known = rows.get(key);
  if (known !== undefined) return known;
  const row: Row = {
    half,
    group,
    isOwn,
    articles: 0,
    sentences: 0,
    score: toEmptyScore(),
    keywords: { right: 0, wrong: 0, missed: 0 },
  };
  rows.set(key, row);
  return row;
}
