// The one door to every command: `node scripts/bootstrap.mjs <command> [arguments]`.
// Plain JavaScript without dependencies, for any Node ≥ 20: it completes node_modules, generates the Prisma client when
// its schema changed, and hands over to scripts/<command>.ts under the Node that package.json pins.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const clientFolder = join(root, 'lib/generated/prisma');
const lockFolder = join(tmpdir(), `public-dossier-${hash(root).slice(0, 16)}.lock`);

class Stop extends Error {}

const [command, ...commandArguments] = process.argv.slice(2);
try {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Stop(
      `Node ${process.versions.node} is too old to start: install Node 20 or newer (https://nodejs.org).`,
    );
  }
  const script = join(root, command === 'scrape' ? 'scrapers/cli.ts' : `scripts/${command}.ts`);
  if (command === undefined || !existsSync(script)) throw new Stop(`There is no command "${command ?? ''}".`);
  process.chdir(root);
  const env = toEnvironment();
  if (isAboutExport() && !isInstalled()) {
    // An export or a proof is verified without network and without packages.
    await run(process.execPath, join(root, 'docs/verify/verify.mjs'), env);
  } else {
    await prepare(env);
    await run(findNode(), script, env);
  }
} catch (error) {
  if (process.env.DEBUG !== undefined) console.error(error);
  console.error(`error: ${explain(error)}`);
  process.exitCode = 1;
}

function isAboutExport() {
  return command === 'verify' && commandArguments.some((argument) => !argument.startsWith('-'));
}

async function prepare(env) {
  if (!isInstalled() || !isGenerated()) {
    await withLock(async () => {
      if (!isInstalled()) await install(env);
      if (!isGenerated()) await generateClient(env);
    });
  }
}

function toEnvironment() {
  return {
    ...process.env,
    // Telemetry and update checks of the tools stay off: nothing about this machine leaves it.
    NEXT_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    // Prisma would download a native engine that nothing here runs; any existing program satisfies its look-up.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PATH: [join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter),
  };
}

// ── node_modules ────────────────────────────────────────────────────────────────────────────────────────────────

function isInstalled() {
  const stamp = readText(join(modules, '.public-dossier-install'));
  const wanted = hash(readText(join(root, 'package-lock.json')) ?? '');
  if (stamp === wanted && existsSync(join(modules, '.package-lock.json'))) return true;
  if (!matchesLockfile()) return false;
  try {
    writeFileSync(join(modules, '.public-dossier-install'), wanted);
  } catch {
    // A read-only installation is complete all the same; the long comparison then runs each time.
  }
  return true;
}

/** True when somebody ran `npm ci` or `npm install` by hand and every package is there in the locked version. */
function matchesLockfile() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(modules, '.package-lock.json'));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    // Optional packages are left out where they fit another platform.
    if (found === undefined)
      return entry.optional === true || entry.devOptional === true || entry.peer === true;
    return found.version === entry.version && existsSync(join(root, path));
  });
}

function readPackages(file) {
  const text = readText(file);
  return text === undefined ? undefined : JSON.parse(text).packages;
}

async function install(env) {
  console.error('Installing the packages of package-lock.json (once; one to three minutes)');
  const started = Date.now();
  const heartbeat = setInterval(() => console.error(`  … still installing, ${seconds(started)}`), 15_000);
  const [program, first] = findNpm();
  const args = [...first, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const code = await runToEnd(program, args, env).finally(() => clearInterval(heartbeat));
  if (code !== 0) {
    throw new Stop(
      existsSync(join(root, 'package-lock.json'))
        ? 'The packages could not be installed. Read the npm lines above: no network, a full disk and a read-only folder are the usual reasons. Then run the same command again.'
        : 'package-lock.json is missing: restore it with `git checkout package-lock.json`.',
    );
  }
  writeFileSync(
    join(modules, '.public-dossier-install'),
    hash(readText(join(root, 'package-lock.json')) ?? ''),
  );
  console.error(`Installed in ${seconds(started)}`);
}

function findNpm() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js') === true && existsSync(script)) return [process.execPath, [script]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}

// ── Prisma client ───────────────────────────────────────────────────────────────────────────────────────────────

function schemaHash() {
  const files = existsSync(join(root, 'prisma'))
    ? readdirSync(join(root, 'prisma'), { recursive: true })
    : [];
  const parts = files
    .map(String)
    .filter((file) => file.endsWith('.prisma'))
    .sort()
    .map((file) => `${file}\n${readText(join(root, 'prisma', file))}`);
  const version = readText(join(modules, 'prisma/package.json')) ?? '';
  return hash([version, ...parts].join('\n'));
}

function isGenerated() {
  return (
    existsSync(join(clientFolder, 'client.ts')) &&
    readText(join(clientFolder, '.schema-hash')) === schemaHash()
  );
}

async function generateClient(env) {
  const wanted = schemaHash();
  console.error('Generating the database client from prisma/');
  const result = spawnSync(findNode(), [join(modules, 'prisma/build/index.js'), 'generate'], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0) throw new Stop(`The Prisma schema is refused:\n${result.stdout}${result.stderr}`);
  writeFileSync(join(clientFolder, '.schema-hash'), wanted);
}

// ── Handing over ────────────────────────────────────────────────────────────────────────────────────────────────

/** The pinned Node; this one when it is new enough and the pinned one is missing. */
function findNode() {
  const manifest = readText(join(modules, 'node/package.json'));
  const pinned = join(modules, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (works(pinned)) return pinned;
  if (manifest !== undefined) {
    // npm may not be allowed to run install scripts (--ignore-scripts); this one only fetches the binary from npm.
    console.error('Fetching the pinned Node from the npm registry');
    spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
      cwd: join(modules, 'node'),
      stdio: 'ignore',
    });
    if (works(pinned)) return pinned;
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Stop(
    `The pinned Node (${pinned}) is missing and this is Node ${process.versions.node}. Run \`npm rebuild node\`, or use Node 24.`,
  );
}

function works(program) {
  return existsSync(program) && spawnSync(program, ['--version']).status === 0;
}

async function run(node, script, env) {
  const child = spawn(node, [script, ...commandArguments], {
    cwd: root,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // Ctrl-C reaches the child by itself; it decides when to end, and a signal that comes twice does no harm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const code = await toExitCode(child);
  process.exitCode = code;
}

function runToEnd(program, args, env) {
  return toExitCode(
    spawn(program, args, { cwd: root, env, stdio: 'inherit', shell: program.endsWith('.cmd') }),
  );
}

function toExitCode(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      resolve(signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0)),
    );
  });
}

/** Two commands at once must not install or generate over each other. */
async function withLock(work) {
  for (let told = false; ; ) {
    try {
      mkdirSync(lockFolder);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isStale(join(lockFolder, 'pid'))) rmSync(lockFolder, { recursive: true, force: true });
      else if (!told) {
        console.error('Waiting for another command that installs packages');
        told = true;
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  try {
    writeFileSync(join(lockFolder, 'pid'), String(process.pid));
    await work();
  } finally {
    rmSync(lockFolder, { recursive: true, force: true });
  }
}

function isStale(pidFile) {
  const pid = Number(readText(pidFile));
  if (!(pid > 0)) return existsSync(lockFolder) && Date.now() - statSync(lockFolder).mtimeMs > 5000;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function explain(error) {
  if (error instanceof Stop) return error.message;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT')
    return 'The disk is full. Free about 2 GB and run the same command again.';
  if (error.code === 'EROFS' || error.code === 'EACCES') {
    return `${error.path ?? root} cannot be written. Make the project folder writable for this user, then run the same command again.`;
  }
  return error.message;
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function hash(text) {
  return createHash('sha256').update(text).digest('hex');
}

function seconds(since) {
  return `${Math.round((Date.now() - since) / 1000)} s`;
}
