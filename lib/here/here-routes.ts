import { type Reply, toTextReply } from '#lib/site/reply.ts';
import { readTownListVersion } from './build-town-lists.ts';
import { readBoundaryVersion } from './cut-boundaries.ts';
import { HereFiles } from './here-files.ts';
import { isTileId } from './tile-grid.ts';

const filePath = /^\/(boundaries|town-names)\/([0-9a-f]{12}-\d+)\/([a-z0-9/]{1,20}\.(bin|txt|json))$/;
const types: Record<string, string> = {
  bin: 'application/octet-stream',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
};
const oneYear = 'public, max-age=31536000, immutable';

/**
 * Answers /boundaries/<version>/<row>/<column>.bin and /town-names/<version>/<list>.txt: what the look-up of /here reads in
 * the browser. No address here holds a position or a name.
 */
export class HereRoutes {
  #files = new HereFiles();
  #versions = { boundaries: readBoundaryVersion(), 'town-names': readTownListVersion() };

  /** True for the paths that belong here. */
  owns(path: string): boolean {
    return path.startsWith('/boundaries/') || path.startsWith('/town-names/');
  }

  /** Begins to make the files, so that the first reader need not wait for them. */
  warm(): void {
    this.#files.start();
  }

  async stop(): Promise<void> {
    await this.#files.stop();
  }

  /** @param path decoded path without query */
  async get(path: string): Promise<Reply> {
    const [, kind, version, name, ending = ''] = filePath.exec(path) ?? [];
    if (kind !== 'boundaries' && kind !== 'town-names')
      return toTextReply(404, 'There is no file at this address.');
    // An address that cannot exist must not wait until all files are made.
    const file = isFileName(kind, name) ? await this.#files.get(`${kind}/${name}`) : undefined;
    if (file === undefined) return toTextReply(404, 'There is no file at this address.');
    const headers = {
      'content-type': types[ending] ?? 'application/octet-stream',
      // Under another version's address stands what is held now, which must not be remembered as that.
      'cache-control': version === this.#versions[kind] ? oneYear : 'no-store',
    };
    return { status: 200, headers, body: file.body, gzip: file.gzip };
  }
}

function isFileName(kind: 'boundaries' | 'town-names', name = ''): boolean {
  if (kind === 'town-names') return /^(lists\.json|(main|regions|[1-9]\d{0,2})\.txt)$/.test(name);
  const [, row, column] = /^(\d{1,2})\/(\d{1,2})\.bin$/.exec(name) ?? [];
  return row !== undefined && column !== undefined && isTileId({ row: Number(row), column: Number(column) });
}
