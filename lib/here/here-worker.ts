import { setImmediate } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { buildTownLists } from './build-town-lists.ts';
import { readBoundaries, TileCutter } from './cut-boundaries.ts';
import { isTileId, listTiles, type TileId } from './tile-grid.ts';

/**
 * Worker thread of here-files.ts: makes every file once, sends each with its compressed form, and ends. A path that it is
 * sent is made before the others, because somebody waits for it.
 */
const wanted: string[] = [];
parentPort?.on('message', (message: unknown) => wanted.push(z.string().parse(message)));
const sent = new Set<string>();

function send(path: string, body: Uint8Array): void {
  sent.add(path);
  parentPort?.postMessage({ path, body, gzip: gzipSync(body, { level: 9 }) });
}

const toPath = ({ row, column }: TileId) => `boundaries/${row}/${column}.bin`;

function toTile(path: string): TileId | undefined {
  const [, row, column] = /^boundaries\/(\d+)\/(\d+)\.bin$/.exec(path) ?? [];
  const tile = { row: Number(row ?? -1), column: Number(column ?? -1) };
  return isTileId(tile) ? tile : undefined;
}

async function makeLists(): Promise<void> {
  const { lists, files } = await buildTownLists();
  send('town-names/lists.json', Buffer.from(JSON.stringify(lists)));
  for (const [path, text] of files) send(`town-names/${path}`, Buffer.from(text));
}

async function makeTiles(): Promise<void> {
  const cutter = new TileCutter(await readBoundaries());
  const cut = (tile: TileId) => {
    if (!sent.has(toPath(tile))) send(toPath(tile), cutter.cut(tile));
  };
  for (const tile of listTiles()) {
    await setImmediate();
    for (const path of wanted.splice(0)) {
      const first = toTile(path);
      if (first !== undefined) cut(first);
    }
    cut(tile);
  }
}

// Whoever waits for a tile is served before the names are made, and the other way round.
await setImmediate();
if (wanted.some((path) => path.startsWith('town-names/'))) {
  await makeLists();
  await makeTiles();
} else {
  await makeTiles();
  await makeLists();
}
parentPort?.close();
