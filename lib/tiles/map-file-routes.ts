import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FileReply } from '#lib/site/file-reply.ts';
import { type Reply, toTextReply } from '#lib/site/reply.ts';
import { type MapFiles, mapFilesSchema } from './map-files-schema.ts';

/** Answers /tiles/map.json and /tiles/map/**: the archives of the whole map, where `npm run map:export` wrote them. */
export class MapFileRoutes {
  #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  owns(path: string): boolean {
    return path === '/tiles/map.json' || path.startsWith('/tiles/map/');
  }

  /** @param path decoded */
  get(path: string): Reply | FileReply {
    const manifest = this.#read();
    if (manifest === null)
      return toTextReply(404, 'The map was not exported here: npm run map:export does that.');
    if (path === '/tiles/map.json') {
      return {
        status: 200,
        headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, no-cache' },
        body: Buffer.from(JSON.stringify(manifest)),
      };
    }
    // Only names that the manifest lists reach the file system.
    const wanted = manifest.files.find(({ name }) => path === `/tiles/map/${name}`);
    const file = wanted === undefined ? '' : join(this.#folder, wanted.name);
    if (wanted === undefined || !existsSync(file))
      return toTextReply(404, 'There is no such file of the map.');
    return {
      file,
      size: statSync(file).size,
      headers: {
        'content-type': 'application/vnd.pmtiles',
        'content-disposition': `attachment; filename="${wanted.name}"`,
        'cache-control': 'public, no-cache',
        etag: `"${wanted.sha256.slice(0, 32)}"`,
      },
    };
  }

  #read(): MapFiles | null {
    const path = join(this.#folder, 'map.json');
    if (!existsSync(path)) return null;
    const parsed = mapFilesSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  }
}
