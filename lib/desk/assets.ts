import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join, resolve } from 'node:path';
import { type Reply, toTextReply } from '#lib/site/reply.ts';

const root = resolve(import.meta.dirname, '../..');
const fonts = 'node_modules/@fontsource-variable';

/** Everything that a page of the desk loads, by name. Nothing else is served from the disk. */
const files: Readonly<Record<string, { path: string; type: string }>> = {
  'icon.svg': { path: 'app/icon.svg', type: 'image/svg+xml' },
  // The site's own tokens and elements, so that the desk looks like what it feeds.
  'site.css': { path: 'app/globals.css', type: 'text/css; charset=utf-8' },
  'desk.css': { path: 'lib/desk/desk.css', type: 'text/css; charset=utf-8' },
  'desk-page.js': { path: 'lib/desk/browser/desk-page.ts', type: 'text/javascript; charset=utf-8' },
  'page-loader.js': { path: 'lib/desk/browser/page-loader.ts', type: 'text/javascript; charset=utf-8' },
  'list-box.js': { path: 'lib/desk/browser/list-box.ts', type: 'text/javascript; charset=utf-8' },
  'line-field.js': { path: 'lib/desk/browser/line-field.ts', type: 'text/javascript; charset=utf-8' },
  'selection.js': { path: 'lib/desk/browser/selection.ts', type: 'text/javascript; charset=utf-8' },
  'complete.js': { path: 'lib/review/complete.ts', type: 'text/javascript; charset=utf-8' },
  'newsreader.woff2': {
    path: `${fonts}/newsreader/files/newsreader-latin-opsz-normal.woff2`,
    type: 'font/woff2',
  },
  'public-sans.woff2': {
    path: `${fonts}/public-sans/files/public-sans-latin-wght-normal.woff2`,
    type: 'font/woff2',
  },
};

const prepared = new Map<string, Buffer>();

/** A file of the desk by its name; scripts without their types, which a browser cannot read. */
export function getAsset(name: string): Reply {
  const file = Object.hasOwn(files, name) ? files[name] : undefined;
  if (file === undefined) return toTextReply(404, 'Not found.');
  const body = prepared.get(name) ?? readAsset(file);
  prepared.set(name, body);
  return { status: 200, headers: { 'content-type': file.type, 'cache-control': 'no-cache' }, body };
}

function readAsset({ path, type }: { path: string; type: string }): Buffer {
  const bytes = readFileSync(join(root, path));
  if (!type.startsWith('text/javascript')) return bytes;
  // Modules name each other by their files here and by their addresses there.
  const script = stripTypeScriptTypes(bytes.toString('utf8')).replace(
    /(from ')[^']*\/([a-z-]+)\.ts(')/g,
    '$1./$2.js$3',
  );
  return Buffer.from(script);
}
