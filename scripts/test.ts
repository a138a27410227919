import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getEnv } from '#lib/env.ts';
import { toCliLine } from '#lib/errors.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { migrateToHead, openDatabase } from '#lib/postgres/open-database.ts';
import { buildSite, isBuilt } from './build-site.ts';
import { ensureChromium } from './chromium.ts';
import { prepareDatabase } from './prepare-database.ts';
import { step } from './progress.ts';
import { runCommand } from './run-command.ts';
import { runTool } from './run-tool.ts';
import { runVitest } from './run-vitest.ts';
import { startSite } from './site-server.ts';
import { onStopSignal } from './stop-signal.ts';
import {
  addTallies,
  parsePlaywright,
  readTally,
  type Tally,
  toFailureLine,
  toTestFailure,
} from './test-tally.ts';

/** Well-formed, so that Mapbox is offered; the tests answer in the place of its hosts. */
const tokenOfNobody = 'pk.eyJ0ZXN0IjoidGVzdCJ9.dGVzdA';

// npm test: everything, the browser included, on databases of its own. At its end one line a failed test, and last
// "N passed, N failed".
await runCommand(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'public-dossier-e2e-'));
  // The tests' own settings win over the caller's: an empty value counts as not set, and .env does not replace it.
  process.env.DATABASE_URL = '';
  process.env.DATA_DIR = folder;
  process.env.SITE_URL = '';
  mkdirSync('test-results', { recursive: true });
  // Until the tally says otherwise: tests that were interrupted did not pass.
  process.exitCode = 1;
  const stop = onStopSignal(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  try {
    const fast = (await runVitest('vitest', ['--reporter=default'], { show: true })).tally;
    const browser = await runBrowserTests(folder, stop.beforeClose);
    const { passed, skipped, failures } = addTallies([fast, browser]);
    for (const failure of failures) console.log(toFailureLine(failure));
    if (skipped > 0) console.log(`${skipped} skipped`);
    console.log(`${passed} passed, ${failures.length} failed`);
    process.exitCode = failures.length === 0 ? 0 : 1;
  } finally {
    await stop.close();
  }
});

/** A site that cannot be built or started, or a missing browser, is one failure with its reason, never a silent skip. */
async function runBrowserTests(
  folder: string,
  beforeClose: (stop: () => Promise<void>) => void,
): Promise<Tally> {
  if (globSync('tests/e2e/**/*.spec.ts').length === 0) return { passed: 0, skipped: 0, failures: [] };
  try {
    const chromiumPath = ensureChromium((line) => console.log(`  ${line}`));
    const env = getEnv();
    const database = await step('Database for the browser tests', (report) => openDatabase(env, report));
    beforeClose(database.close);
    await prepareDatabase(database.url, env.SEED_DIR);
    const deskUrl = await step('Database of the desk', () => createDeskDatabase(database.url));
    await step('Build', async (report) => (isBuilt() ? report('up to date') : await buildSite(database.url)));
    const start = async (environment: Record<string, string>) => {
      const port = await findFreePort();
      const site = await startSite({
        databaseUrl: database.url,
        host: '127.0.0.1',
        port,
        mode: 'production',
        environment: { DATA_DIR: folder, ...environment },
      });
      beforeClose(site.stop);
      return site.url;
    };
    return await runPlaywright({
      E2E_BASE_URL: await start({ MAPBOX_TOKEN: '' }),
      E2E_MAPBOX_URL: await start({ MAPBOX_TOKEN: tokenOfNobody }),
      E2E_DESK_DATABASE_URL: deskUrl,
      CHROMIUM_PATH: chromiumPath,
    });
  } catch (error) {
    console.error(toCliLine(error));
    return { passed: 0, skipped: 0, failures: [toTestFailure(['browser tests'], toCliLine(error))] };
  }
}

/** Beside that of the site: what the tests of the desk bring in must not change what readers' pages show. */
async function createDeskDatabase(databaseUrl: string): Promise<string> {
  const url = new URL(databaseUrl);
  url.pathname = '/dossier_desk';
  await withConnection(databaseUrl, (client) => client.query('create database dossier_desk'));
  await migrateToHead(url.href);
  return url.href;
}

async function runPlaywright(environment: Record<string, string>): Promise<Tally> {
  const file = 'test-results/e2e.json';
  rmSync(file, { force: true });
  const result = await runTool(['node_modules/@playwright/test/cli.js', 'test'], {
    show: true,
    environment,
  });
  const report = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  return readTally({ name: 'playwright', report, exitCode: result.code }, parsePlaywright);
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}
