import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { test as base, expect } from '@playwright/test';
import { type DeskFolders, makeDeskFolders, removeDeskFolders } from '../../factories/desk.ts';

export type Desk = { origin: string; folders: DeskFolders };

/** A desk over the invented town, started as SURFACE=desk npm start starts it, on the database that `npm test` has made for it. */
export const test = base.extend<object, { desk: Desk }>({
  desk: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names that a fixture needs from this pattern
    async ({}, use) => {
      const folders = makeDeskFolders(['by-keys', 'by-mouse', 'looks', 'plain', 'selects', 'tabs']);
      const port = await findFreePort();
      const child = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', 'scripts/desk-server.ts', '--data', folders.dataFolder],
        {
          stdio: ['ignore', 'inherit', 'inherit'],
          env: {
            ...process.env,
            SURFACE: 'desk',
            HOST: '127.0.0.1',
            PORT: String(port),
            DATA_DIR: folders.dataDir,
            SEED_DIR: folders.root,
            DATABASE_URL: process.env.E2E_DESK_DATABASE_URL ?? 'postgresql://nobody@127.0.0.1:1/none',
          },
        },
      );
      const origin = `http://127.0.0.1:${port}`;
      await untilItAnswers(child, origin);
      await use({ origin, folders });
      child.kill('SIGTERM');
      removeDeskFolders(folders);
    },
    { scope: 'worker' },
  ],
});

export { expect };

async function untilItAnswers(child: ChildProcess, origin: string): Promise<void> {
  while (child.exitCode === null) {
    const answered = await fetch(`${origin}/desk`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await sleep(50);
  }
  throw new Error('The desk ended before it answered');
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject()));
    });
  });
}
