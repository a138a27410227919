import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { stringify } from 'yaml';
import { storeCapture } from '#lib/captures/store.ts';
import { Desk } from '#lib/desk/desk.ts';
import { serveDesk, toPort } from '#lib/desk/serve.ts';
import { harborData, harborText, openHarbor } from './harbor-review.ts';

export type DeskFolders = { root: string; dataFolder: string; dataDir: string; worksFolder: string };

/** The invented town with works that are captured and not reviewed, in folders of its own. */
export function makeDeskFolders(slugs: readonly string[], text = harborText): DeskFolders {
  const root = mkdtempSync(join(tmpdir(), 'dossier-desk-'));
  const folders = {
    root,
    dataFolder: join(root, 'data'),
    dataDir: join(root, 'captures'),
    worksFolder: join(root, 'data/works'),
  };
  cpSync(harborData, folders.dataFolder, { recursive: true });
  mkdirSync(folders.worksFolder);
  mkdirSync(folders.dataDir);
  for (const slug of slugs) addWork(folders, slug, text);
  return folders;
}

/** A work whose file holds its description and one capture, as npm run capture leaves it. */
export function addWork({ worksFolder, dataDir }: DeskFolders, slug: string, text = harborText): void {
  const { work, capture } = openHarbor(text);
  storeCapture(dataDir, Buffer.from(text));
  const { file: _, ...stored } = capture;
  const head = {
    format: 'public-dossier/claims@1',
    work: { ...work, id: `work.${slug}` },
    captures: [stored],
  };
  writeFileSync(join(worksFolder, `${slug}.yaml`), stringify(head));
}

export type RunningDesk = { folders: DeskFolders; port: number; origin: string; stop(): Promise<void> };

type Options = { folders: DeskFolders; pool: Pool };

/** A desk on a free port of the loopback address. */
export async function startDesk({ folders, pool }: Options): Promise<RunningDesk> {
  const desk = new Desk({
    env: { SURFACE: 'desk', HOST: '127.0.0.1' },
    pool,
    folders: { ...folders, seedDir: join(folders.root, 'no-seed') },
  });
  const server: Server = await serveDesk({
    desk,
    host: '127.0.0.1',
    port: 0,
  });
  const port = toPort(server);
  return {
    folders,
    port,
    origin: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function removeDeskFolders({ root }: DeskFolders): void {
  rmSync(root, { recursive: true, force: true });
}
