import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import pg from 'pg';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { claimsFile } from '#lib/claims/file-schema.ts';
import { Desk } from '#lib/desk/desk.ts';
import { serveDesk, toPort } from '#lib/desk/serve.ts';
import { getEnv } from '#lib/env.ts';
import { ensureChromium } from '../chromium.ts';
import type { Benchmark } from './benchmark.ts';
import { pressInBrowser } from './review/browser-session.ts';
import { countIdentical } from './review/identical-claims.ts';
import { ScriptedReviewer } from './review/scripted-reviewer.ts';

const dataFolder = resolve(import.meta.dirname, '../../data');
const slug = 'bloomberg-2016-03-03-china-pre-crime';
const reader = 'scripted-session';

/** No peer reviews claims, so nothing is compared: the figures are printed as they are. */
export const deskBenchmark: Benchmark = {
  name: 'desk',
  about: 'the first work from its text to its claims file through the desk, by keys in a real browser',
  async run(report) {
    const { SEED_DIR: seedDir } = getEnv();
    const root = mkdtempSync(join(tmpdir(), 'dossier-bench-desk-'));
    const folders = { seedDir, dataDir: join(root, 'private'), dataFolder, worksFolder: join(root, 'works') };
    mkdirSync(folders.worksFolder);
    const careful = readFileSync(join(dataFolder, 'works', `${slug}.yaml`), 'utf8');
    const path = join(folders.worksFolder, `${slug}.yaml`);
    writeFileSync(path, toHead(careful));
    // Nothing is brought into a database here; tests/integration/desk shows that the same file is.
    const pool = new pg.Pool({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' });
    const desk = new Desk({ env: { SURFACE: 'desk', HOST: '127.0.0.1' }, pool, folders });
    const server = await serveDesk({ desk, host: '127.0.0.1', port: 0 });
    const browser = await chromium.launch({ executablePath: ensureChromium(report), args: ['--no-sandbox'] });
    try {
      report('planning the keys of a scripted session; this takes some minutes');
      const { prepared } = await desk.open(slug, reader);
      const file = claimsFile.parse(parse(careful));
      const reviewer = new ScriptedReviewer(prepared.context, prepared.session, file);
      reviewer.reviewAll();
      report('pressing them in the browser');
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await page.goto(`http://127.0.0.1:${toPort(server)}/desk/works/${slug}?reader=${reader}`);
      const started = performance.now();
      const { keys, loads } = await pressInBrowser(page, reviewer.pressed, report);
      const seconds = (performance.now() - started) / 1000;
      const written = claimsFile.parse(parse(readFileSync(path, 'utf8')));
      const count = written.claims.length;
      const { choices, words } = reviewer.counts;
      console.log(
        `  claims: ${count} of ${file.claims.length} in the file that the desk wrote, ${countIdentical(file, written, reviewer.ids)} of them the same in every field and passage`,
      );
      console.log(
        `  key presses: ${keys}, ${(keys / count).toFixed(1)} a claim (${choices} to choose, move and decide; ${words} to type words; the rest are chords); no click`,
      );
      console.log(
        `  ${seconds.toFixed(0)} s of machine time for ${loads} answers of the desk, ${((1000 * seconds) / loads).toFixed(0)} ms each with the keys before it`,
      );
      for (const { id, why } of reviewer.refused) console.log(`  not written: ${id}: ${why}`);
    } finally {
      await browser.close();
      server.close();
      server.closeAllConnections();
      await pool.end();
      rmSync(root, { recursive: true, force: true });
    }
    return [];
  },
};

const head = z.looseObject({
  format: z.unknown(),
  work: z.unknown(),
  cited: z.unknown(),
  captures: z.unknown(),
});

/** The work as it stands before anybody reviewed it: described and captured. */
function toHead(careful: string): string {
  const { format, work, cited, captures } = head.parse(parse(careful));
  return stringify({ format, work, cited, captures });
}
