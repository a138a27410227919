import { expect, test } from '@playwright/test';
import { expectNoFaultInAnyLook } from './axe.ts';
import {
  mapRegion,
  paris,
  readListTotal,
  readMapTotal,
  street,
  waitForMap,
  watchRequests,
} from './map-page.ts';

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the list holds counts, places, devices and the filter', async ({ page }) => {
    await page.goto(paris);
    const all = await readListTotal(page);
    expect(all).toBeGreaterThan(100);
    await expect(page.getByText('The map itself needs JavaScript.', { exact: false })).toBeVisible();
    await expect(
      page.getByText('An empty area never means free of surveillance.', { exact: false }),
    ).toBeVisible();
    await page.getByRole('checkbox', { name: /Kind not stated/ }).check();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/technology=unknown/);
    await expect(page).toHaveURL(/bbox=/);
    const fewer = await readListTotal(page);
    expect(fewer).toBeGreaterThan(0);
    expect(fewer).toBeLessThan(all);
  });

  test('a country of the list leads to its devices alone', async ({ page }) => {
    await page.goto('/map');
    const row = page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: 'Belgium', exact: true }) });
    const count = Number(((await row.getByRole('cell').textContent()) ?? '').replaceAll(',', ''));
    await row.getByRole('link', { name: 'Belgium' }).click();
    await expect(page).toHaveURL(/place=BE/);
    expect(await readListTotal(page)).toBe(count);
  });

  test('the known holes and the licenses are named', async ({ page }) => {
    await page.goto('/map');
    await expect(page.getByText('San Francisco Bay', { exact: false })).toBeVisible();
    await expect(page.getByText('Netherlands and north-western Germany', { exact: false })).toBeVisible();
    await expect(page.getByText('© OpenStreetMap contributors', { exact: false })).toBeVisible();
  });
});

test('the map asks nobody but this site, sets no cookie and runs under the strict policy', async ({
  page,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== new URL(baseURL ?? '').origin)
      foreign.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Refused/.test(message.text()))
      complaints.push(message.text());
  });
  for (const path of ['/map', street, '/map?view=coverage', '/map?view=flows']) {
    await page.goto(path);
    await expect(mapRegion(page)).toBeVisible({ timeout: 45_000 });
    await page.waitForTimeout(2000);
    expect(foreign, path).toEqual([]);
  }
  expect(complaints).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
});

test('a filter takes effect at once and without a request; list and address follow, and a reload keeps it', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await page.goto(paris);
  await waitForMap(page);
  const all = await readMapTotal(page);
  expect(await readListTotal(page)).toBe(all);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.waitForTimeout(1000);
  const requests = watchRequests(page);
  await page.getByRole('checkbox', { name: /Video camera/ }).check();
  await expect.poll(() => readMapTotal(page)).toBeLessThan(all);
  await expect(page).toHaveURL(/technology=video.camera/);
  await page.getByRole('spinbutton', { name: 'from year' }).fill('2015');
  await expect(page).toHaveURL(/from=2015/);
  await page.waitForTimeout(1000);
  expect(requests).toEqual([]);
  const fewer = await readMapTotal(page);
  expect(fewer).toBeLessThan(all);
  expect(await readListTotal(page)).toBe(fewer);
  await page.reload();
  await waitForMap(page);
  expect(await readMapTotal(page)).toBe(fewer);
  expect(await readListTotal(page)).toBe(fewer);
  await page.getByRole('link', { name: 'Clear the filter' }).click();
  await expect.poll(() => readMapTotal(page)).toBe(all);
  await expect(page.getByRole('checkbox', { name: /Video camera/ })).not.toBeChecked();
});

test('map and list count the same, from the world to a street', async ({ page }) => {
  test.setTimeout(240_000);
  for (const path of [
    '/map',
    '/map?bbox=-12,36,28,60',
    '/map?bbox=-84,41,-70,46&status=present',
    paris,
    street,
  ]) {
    await page.goto(path);
    await waitForMap(page);
    const drawn = await readMapTotal(page);
    expect(drawn, path).toBeGreaterThan(0);
    await expect.poll(() => readListTotal(page), path).toBe(drawn);
  }
});

test('the keyboard moves the map, goes through what is in view and opens it', async ({ page }) => {
  await page.goto(street);
  await waitForMap(page);
  await mapRegion(page).focus();
  await page.keyboard.press('n');
  await expect(page.getByText(/^1 of \d+ in view: .*Enter opens it\.$/)).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByText(/^2 of \d+ in view/)).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.getByText(/^1 of \d+ in view/)).toBeVisible();
  await page.keyboard.press('Enter');
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details.getByText('Last confirmed')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(details).toBeHidden();
  await expect(mapRegion(page)).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys of the map' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  const before = page.url();
  await mapRegion(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.url()).not.toBe(before);
});

test('at a zoom of counted circles, Enter on one moves closer', async ({ page }) => {
  await page.goto('/map?bbox=-12,36,28,60');
  await waitForMap(page);
  await mapRegion(page).focus();
  await page.keyboard.press('n');
  await expect(page.getByText(/^1 of \d+ in view: .*Enter zooms in\.$/)).toBeVisible();
  const before = page.url();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).not.toBe(before);
});

test('a place is found by typing and narrows map and list', async ({ page }) => {
  await page.goto('/map');
  await waitForMap(page);
  const all = await readMapTotal(page);
  await page.getByRole('combobox', { name: 'Place' }).fill('Belgi');
  await page.getByRole('option', { name: /^Belgium/ }).click();
  await expect(page).toHaveURL(/place=BE/);
  await expect.poll(() => readMapTotal(page), { timeout: 20_000 }).toBeLessThan(all);
  await expect.poll(async () => (await readListTotal(page)) === (await readMapTotal(page))).toBe(true);
  await page.getByRole('link', { name: 'Show every place' }).click();
  await expect(page).not.toHaveURL(/place=/);
});

test('a device of the list opens with its source, and Escape closes it', async ({ page }) => {
  await page.goto(street);
  await waitForMap(page);
  await page.getByRole('link', { name: 'Show on the map' }).first().click();
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details.getByText('mapped by volunteers, unverified')).toBeVisible();
  await expect(details.getByText('ODbL-1.0')).toBeVisible();
  await details.getByText('What is nearby').click();
  await expect(details.getByRole('listitem').first()).toContainText(/\d m$/);
  await page.keyboard.press('Escape');
  await expect(details).toBeHidden();
});

test('a country opens with what covers it, and a plan is called a plan', async ({ page }) => {
  await page.goto('/map?bbox=95,30,105,38');
  await waitForMap(page);
  await page.waitForTimeout(2500);
  const canvas = mapRegion(page);
  const box = await canvas.boundingBox();
  await canvas.click({ position: { x: (box?.width ?? 0) * 0.5, y: (box?.height ?? 0) * 0.12 } });
  const details = page.getByRole('complementary', { name: /What covers China/ });
  await expect(details.getByRole('link', { name: /Draft cybersecurity law/ })).toBeVisible();
  await expect(details.getByText('Law, planned', { exact: true })).toBeVisible();
});

test('without WebGL the page says so and the list stays', async ({ page }) => {
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await page.goto(paris);
  await expect(page.getByText('This browser cannot draw the map', { exact: false })).toBeVisible();
  expect(await readListTotal(page)).toBeGreaterThan(100);
});

test('an address that makes no sense is answered with a reason, and the map still works', async ({
  page,
}) => {
  const response = await page.goto('/map?bbox=NaN,1,2,3&status=lost&view=moon&date=today');
  expect(response?.status()).toBe(200);
  await expect(page.getByText('Everything is shown instead', { exact: false })).toBeVisible();
  await waitForMap(page);
  await page.goto('/map?place=ZZ');
  await expect(page.getByText('No place is held under the code “ZZ”', { exact: false })).toBeVisible();
});

test('tiles that fail are told, and come when asked for again', async ({ page }) => {
  await page.route(/\/tiles\/cubes\//, (route) => route.fulfill({ status: 503, body: 'away' }));
  await page.goto('/map?bbox=-12,36,28,60');
  await expect(page.getByText(/parts? of the map could not be loaded/)).toBeVisible({ timeout: 45_000 });
  await page.unroute(/\/tiles\/cubes\//);
  await page.getByRole('button', { name: 'Try again' }).click();
  await waitForMap(page);
  await expect(page.getByText(/could not be loaded/)).toBeHidden();
});

test('a map that cannot be had can be asked for again', async ({ page }) => {
  await page.route(/\/tiles\/devices\.json/, (route) => route.abort());
  await page.goto(paris);
  await expect(page.getByText('The map could not be loaded', { exact: false })).toBeVisible({
    timeout: 20_000,
  });
  expect(await readListTotal(page)).toBeGreaterThan(100);
  await page.unroute(/\/tiles\/devices\.json/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await waitForMap(page);
});

test('offline, what was loaded stays and the page says so', async ({ page, context }) => {
  await page.goto(paris);
  await waitForMap(page);
  await context.setOffline(true);
  await expect(page.getByText('You are offline', { exact: false })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('You are offline', { exact: false })).toBeHidden();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('filter and details are a sheet that handle, button and keys move', async ({ page }) => {
    await page.goto(street);
    await waitForMap(page);
    const sheet = page.getByRole('region', { name: 'Filter and legend' });
    const handle = sheet.getByRole('button', { name: 'Filter and legend' });
    await expect(handle).toHaveAttribute('aria-expanded', 'false');
    await expect(sheet.getByRole('checkbox', { name: /Video camera/ })).toBeHidden();
    await handle.tap();
    await expect(handle).toHaveAttribute('aria-expanded', 'true');
    await sheet.getByRole('checkbox', { name: /Video camera/ }).check();
    await expect(page).toHaveURL(/technology=video.camera/);
    const half = (await sheet.boundingBox())?.height ?? 0;
    await handle.focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(async () => (await sheet.boundingBox())?.height ?? 0).toBeGreaterThan(half);
    await page.keyboard.press('Escape');
    await expect(handle).toHaveAttribute('aria-expanded', 'false');
    // At rest it is at the lower edge of the map, which may lie below the screen.
    await handle.scrollIntoViewIfNeeded();
    const at = await handle.boundingBox();
    const x = (at?.x ?? 0) + 100;
    const y = (at?.y ?? 0) + 20;
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y - 120, { steps: 6 });
    await page.mouse.move(x, y - 320, { steps: 12 });
    await page.mouse.up();
    await expect(handle).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('Escape');
    await mapRegion(page).focus();
    await page.keyboard.press('n');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary', { name: 'Details' })).toBeVisible();
  });
});

test('axe finds nothing, wide in light and narrow in dark', async ({ page }) => {
  test.setTimeout(240_000);
  await expectNoFaultInAnyLook(page, async () => {
    await page.goto(paris);
    await waitForMap(page);
  });
});

test('the front answers what it must refuse', async ({ request }) => {
  const action = await request.get('/map', { headers: { 'next-action': 'x' } });
  expect(action.status()).toBe(404);
  expect((await request.post('/map', { data: 'x' })).status()).toBe(405);
  expect((await request.get('/_next/image?url=%2Fx.png&w=64&q=75')).status()).toBe(404);
  expect((await request.get(`/map?place=${'x'.repeat(10_000)}`)).status()).toBe(414);
  const page = await request.get('/map');
  const headers = page.headers();
  expect(headers['content-security-policy']).toMatch(/script-src 'self'( 'sha256-[^']+')+;/);
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['set-cookie']).toBeUndefined();
  const again = await request.get('/map', { headers: { 'if-none-match': headers.etag ?? '' } });
  expect(again.status()).toBe(304);
});
