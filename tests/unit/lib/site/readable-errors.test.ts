import { expect, it } from 'vitest';
import type { SourceAnswer } from '#lib/site/page-source.ts';
import { withReadableErrors } from '#lib/site/readable-errors.ts';

const answer = (status: number, html: string): SourceAnswer => ({
  status,
  headers: {},
  body: Buffer.from(html),
});
const shell = '<!DOCTYPE html><html id="__next_error__"><head></head><body></body></html>';

const site = (pages: Record<string, SourceAnswer>) => async (path: string) =>
  pages[path] ?? answer(404, '<html><body>Nothing is held here</body></html>');
const read = async (render: (path: string) => Promise<SourceAnswer>, path: string) => {
  const { status, body } = await render(path);
  return { status, html: Buffer.from(body).toString() };
};

it('sends the not-found page under 404 where a page threw it away', async () => {
  const render = withReadableErrors(site({ '/programs/x': answer(404, shell) }));
  expect(await read(render, '/programs/x')).toEqual({
    status: 404,
    html: '<html><body>Nothing is held here</body></html>',
  });
});

it('sends the page for faults under the status of the fault', async () => {
  const render = withReadableErrors(
    site({ '/': answer(500, shell), '/unavailable': answer(200, '<html>Try again</html>') }),
  );
  expect(await read(render, '/')).toEqual({ status: 500, html: '<html>Try again</html>' });
});

it('passes on good pages, readable errors, and the shell when nothing better can be made', async () => {
  const good = withReadableErrors(site({ '/': answer(200, '<html>Home</html>') }));
  expect(await read(good, '/')).toEqual({ status: 200, html: '<html>Home</html>' });
  expect((await read(good, '/nowhere')).status).toBe(404);
  const broken = withReadableErrors(async () => answer(500, shell));
  expect(await read(broken, '/')).toEqual({ status: 500, html: shell });
});
