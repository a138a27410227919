import { request as ask } from 'node:http';
import { expect, test } from '@playwright/test';
import { pages } from './page-list.ts';

test('no page asks another origin for anything, sets a cookie or stores something', async ({
  page,
  context,
  baseURL,
}) => {
  const origin = new URL(baseURL ?? '').origin;
  const foreign: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) foreign.push(request.url());
  });
  for (const path of pages) {
    const response = await page.goto(path);
    expect(response?.headers()['set-cookie'], path).toBeUndefined();
    const stored = await page.evaluate(() => localStorage.length + sessionStorage.length);
    expect(stored, path).toBe(0);
  }
  expect(foreign).toEqual([]);
  expect(await context.cookies()).toEqual([]);
});

test('no markup carries a style attribute, which the content security policy would drop', async ({
  page,
}) => {
  for (const path of pages) {
    const response = await page.request.get(path);
    expect(await response.text(), path).not.toMatch(/<[a-z][^>]*\sstyle="/);
  }
});

test('a search stays out of the title', async ({ page }) => {
  await page.goto('/search?q=something-private');
  await expect(page).not.toHaveTitle(/something-private/);
});

test('an offer to change the protocol, as some clients make with every request, is passed over', async ({
  baseURL,
}) => {
  for (const upgrade of ['h2c', 'websocket']) {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { connection: 'Upgrade', upgrade };
      const outgoing = ask(new URL('/about', baseURL), { headers }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      });
      outgoing.on('error', reject).end();
    });
    expect(status, upgrade).toBe(200);
  }
});

test('odd addresses are answered, never with an error of ours', async ({ page }) => {
  const odd = [
    '/places/%25',
    '/claims/%2500',
    '/programs?place=%00',
    '/flows?entity=a%00',
    '/log?kind=%00&page=-1',
  ];
  for (const path of odd) expect((await page.request.get(path)).status(), path).toBeLessThan(500);
});
