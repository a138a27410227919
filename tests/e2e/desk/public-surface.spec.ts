import { readFileSync } from 'node:fs';
import { request as ask } from 'node:http';
import { expect, test } from '@playwright/test';

const addresses = [
  '/desk',
  '/desk?reader=alba',
  '/desk/second?reader=alba',
  '/desk/works/bloomberg-2016-03-03-china-pre-crime?reader=alba',
  '/desk/assets/desk-page.js',
  '/desk/assets/desk.css',
  '/DESK',
  '/desk/',
  '/%64esk',
];

test('the public surface knows no address of the desk', async ({ request }) => {
  for (const address of addresses) {
    const response = await request.get(address, { maxRedirects: 5 });
    expect(response.status(), address).toBe(404);
    expect(await response.text(), address).not.toContain('Desk of Public Dossier');
  }
});

test('the public surface takes no form of the desk', async ({ baseURL }) => {
  for (const path of addresses) {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = ask(new URL(path, baseURL), { method: 'POST' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end('do=operate&operation=nothing');
    });
    expect(status, path).toBe(405);
  }
});

test('the build of the public surface holds no route of the desk', () => {
  const routes = readFileSync('.next/app-path-routes-manifest.json', 'utf8');
  expect(routes).toContain('/programs');
  expect(routes).not.toMatch(/desk/i);
});
