import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DossierError } from '#lib/errors.ts';
import { hashFiles } from './hash-files.ts';

const stampFile = '.next/source-hash';

/** The engines start their workers by URL, which a bundle cannot give them; the page sets it to these copies. */
const workerFiles = [
  'maplibre-gl/dist/maplibre-gl-worker.mjs',
  'maplibre-gl/dist/maplibre-gl-shared.mjs',
  'mapbox-gl/dist/mapbox-gl-csp-worker.js',
];

/** True when `.next` was built from the sources as they are now. */
export function isBuilt(): boolean {
  return (
    existsSync('.next/BUILD_ID') && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hashSources()
  );
}

/**
 * Copies the map worker and runs `next build`.
 *
 * @param databaseUrl handed to pages that read while building
 * @throws DossierError `build`; the compiler's own words have been printed
 */
export async function buildSite(databaseUrl: string): Promise<void> {
  copyWorkers();
  const sources = hashSources();
  rmSync(stampFile, { force: true });
  const code = await runNext(['build'], databaseUrl);
  if (code !== 0) {
    throw new DossierError('build', {
      what: '`next build` failed',
      mend: 'Mend what it names above and run the command again.',
    });
  }
  writeFileSync(stampFile, sources);
}

/** Puts the engines' workers where the browser can fetch them: `public/vendor/`. */
export function copyWorkers(): void {
  mkdirSync('public/vendor', { recursive: true });
  for (const file of workerFiles)
    copyFileSync(join('node_modules', file), join('public/vendor', basename(file)));
}

function runNext(args: string[], databaseUrl: string): Promise<number> {
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', ...args], {
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'production' },
  });
  // A signal that ends this process must not leave a compiler running.
  const kill = () => child.kill();
  process.once('exit', kill);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('exit', kill);
      resolve(code ?? 1);
    });
  });
}

function hashSources(): string {
  return hashFiles(
    [
      'app',
      'components',
      'lib',
      'prisma',
      'data/vocabularies',
      'public',
      'next.config.ts',
      'tsconfig.json',
      'package-lock.json',
    ],
    (path) => path === 'public/vendor' || path === 'lib/generated',
  );
}
