import { parentPort } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { buildTownLists } from './build-town-lists.ts';
import { cutAllTiles, readBoundaries } from './cut-boundaries.ts';

/** Worker thread of here-files.ts: makes every file once, sends it with its compressed form, and ends. */
const send = (path: string, body: Uint8Array) =>
  parentPort?.postMessage({ path, body, gzip: gzipSync(body, { level: 9 }) });

for (const { tile, bytes } of cutAllTiles(await readBoundaries()))
  send(`boundaries/${tile.row}/${tile.column}.bin`, bytes);
const { lists, files } = await buildTownLists();
send('town-names/lists.json', Buffer.from(JSON.stringify(lists)));
for (const [path, text] of files) send(`town-names/${path}`, Buffer.from(text));
