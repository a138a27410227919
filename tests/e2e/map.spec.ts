import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';

const paris = '/map?bbox=2.2,48.8,2.5,48.92';
const street = '/map?bbox=2.333,48.863,2.347,48.869';

/** The number that the page says is in view. */
async function readTotal(page: Page): Promise<number> {
  const text = await page
    .locator('#list')
    .getByText(/devices? in this view/)
    .textContent();
  const digits = /[\d,]+/.exec(text ?? '')?.[0] ?? '';
  return Number(digits.replaceAll(',', ''));
}

async function waitForMap(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: /^Map\. Arrow keys/ })).toBeVisible({ timeout: 30_000 });
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the list holds counts, places, devices and the filter', async ({ page }) => {
    await page.goto(paris);
    const all = await readTotal(page);
    expect(all).toBeGreaterThan(100);
    await expect(page.getByText('The map itself needs JavaScript.', { exact: false })).toBeVisible();
    await expect(
      page.getByText('An empty area never means free of surveillance.', { exact: false }),
    ).toBeVisible();
    await page.getByRole('checkbox', { name: /Kind not stated/ }).check();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/technology=unknown/);
    await expect(page).toHaveURL(/bbox=/);
    const fewer = await readTotal(page);
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
    expect(await readTotal(page)).toBe(count);
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
  await page.goto(street);
  await waitForMap(page);
  await page.waitForTimeout(2000);
  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
});

test('a filter takes effect on the list and in the address at once, and survives a reload', async ({
  page,
}) => {
  await page.goto(paris);
  await waitForMap(page);
  const all = await readTotal(page);
  await page.getByRole('checkbox', { name: /Video camera/ }).check();
  await expect(page).toHaveURL(/technology=video.camera/);
  await expect.poll(() => readTotal(page)).toBeLessThan(all);
  const fewer = await readTotal(page);
  await page.reload();
  expect(await readTotal(page)).toBe(fewer);
});

test('the keyboard moves the map and the list follows', async ({ page }) => {
  await page.goto(paris);
  await waitForMap(page);
  const before = page.url();
  await page.getByRole('region', { name: /^Map\. Arrow keys/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.url()).not.toBe(before);
  const moved = page.url();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(() => page.url()).not.toBe(moved);
  await expect(page.getByText(/Zoom \d/)).toBeVisible();
});

test('a device of the list opens with its source, and Escape closes it', async ({ page }) => {
  await page.goto(street);
  await waitForMap(page);
  await page.getByRole('link', { name: 'Show on the map' }).first().click();
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details.getByText('mapped by volunteers, unverified')).toBeVisible();
  await expect(details.getByText('ODbL-1.0')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(details).toBeHidden();
});

test('a country opens with what covers it, and a plan is called a plan', async ({ page }) => {
  await page.goto('/map?bbox=95,30,105,38');
  await waitForMap(page);
  await page.waitForTimeout(2500);
  const canvas = page.getByRole('region', { name: /^Map\. Arrow keys/ });
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
  expect(await readTotal(page)).toBeGreaterThan(100);
});

test('an address that makes no sense is answered with a reason, not with an error', async ({ page }) => {
  const response = await page.goto('/map?bbox=NaN,1,2,3&status=lost');
  expect(response?.status()).toBe(200);
  await expect(page.getByText('Everything is shown instead', { exact: false })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [390, 1280]) {
    test(`axe finds nothing: ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(paris);
      await waitForMap(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
      ).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
}

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
