import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { DossierError } from '#lib/errors.ts';

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Path of a Chromium for the browser tests: CHROMIUM_PATH, Playwright's own, the system's, else one that is installed
 * now (Playwright's download, or Debian's package when running as root).
 *
 * @throws DossierError `install` when none can be had
 */
export function ensureChromium(report: (line: string) => void): string {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen !== undefined && chosen !== '') {
    if (runs(chosen)) return chosen;
    throw new DossierError('install', {
      what: 'CHROMIUM_PATH names no program that runs',
      where: chosen,
      mend: 'Correct it, or unset it to let the tests look for a Chromium.',
    });
  }
  const found = findInstalled();
  if (found !== undefined) return found;
  report('No Chromium found; downloading the one of Playwright');
  const download = spawnSync(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'install', 'chromium'],
    {
      stdio: 'inherit',
      timeout: 300_000,
    },
  );
  if (download.status === 0 && runs(chromium.executablePath())) return chromium.executablePath();
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    report("The download failed; installing Debian's package");
    const quiet = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    spawnSync('apt-get', ['update', '-qq'], quiet);
    spawnSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
      quiet,
    );
  }
  const installed = findInstalled();
  if (installed !== undefined) return installed;
  throw new DossierError('install', {
    what: 'The browser tests need Chromium, and none could be found or installed',
    mend: 'Install it (Debian: `apt-get install chromium`), or set CHROMIUM_PATH to a Chrome or Chromium.',
  });
}

function findInstalled(): string | undefined {
  return [chromium.executablePath(), ...systemPaths].find((path) => existsSync(path) && runs(path));
}

/** Starts without a window: `--version` alone passes where a library is missing only later. */
function runs(path: string): boolean {
  return spawnSync(path, ['--version', '--no-sandbox'], { timeout: 30_000 }).status === 0;
}
