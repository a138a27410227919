import { expect, type Page, test } from '@playwright/test';
import { expectNoFaultInAnyLook } from './axe.ts';

// A page of a place is made when it is first asked for: seconds on a busy machine.
test.describe.configure({ timeout: 120_000 });

/** Everything that the page asks the server for, without the files of the build. */
function logRequests(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search, hash } = new URL(request.url());
    if (!/^\/(_next\/|__nextjs|icon\.svg)/.test(pathname))
      asked.push(`${request.method()} ${pathname}${search}${hash}${request.postData() ?? ''}`);
  });
  return asked;
}

const allowed =
  /^GET (\/here(\/[A-Z]{2}(-[A-Z0-9]{1,3})?)?|\/boundaries\/[0-9a-f]{12}-\d+\/\d+\/\d+\.bin|\/town-names\/[0-9a-f]{12}-\d+\/(lists\.json|(main|regions|\d+)\.txt))$/;

async function open(page: Page): Promise<void> {
  await page.goto('/here');
  await expect(page.getByRole('combobox', { name: 'Town, or coordinates' })).toBeVisible();
}

async function type(page: Page, text: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Town, or coordinates' }).pressSequentially(text);
}

/** The record of a place is on the page. */
async function expectRecord(page: Page, code: string): Promise<void> {
  await expect(page.locator(`#here-record[data-code="${code}"]`)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: 'Laws in force today' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What is not known' })).toBeVisible();
}

test.describe('what crosses the wire', () => {
  test('of a typed position: one tile and the page of the region, and nothing of the position', async ({
    page,
  }) => {
    const asked = logRequests(page);
    await open(page);
    await type(page, '39.4707, 75.9895');
    await page.keyboard.press('Enter');
    await expectRecord(page, 'CN-XJ');
    expect(asked.filter((line) => !allowed.test(line))).toEqual([]);
    expect(asked.filter((line) => line.includes('/boundaries/'))).toHaveLength(1);
    expect(asked.filter((line) => line.includes('/town-names/'))).toEqual([]);
    expect(asked.at(-1)).toBe('GET /here/CN-XJ');
    expect(page.url()).toMatch(/\/here$/);
    expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);
    expect(asked.join(' ')).not.toMatch(/39\.|75\.9/);
  });

  test('of the device: the same, with the permission given', async ({ page, context }) => {
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: 38.51, longitude: -121.33, accuracy: 30 });
    const asked = logRequests(page);
    await open(page);
    await page.getByRole('button', { name: 'Use this device’s position' }).click();
    await expectRecord(page, 'US-CA');
    await expect(page.getByText('This spot lies in California, United States.')).toBeVisible();
    expect(asked.filter((line) => !allowed.test(line))).toEqual([]);
    expect(asked.join(' ')).not.toMatch(/38\.5|121\.3/);
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });

  test('of a town: lists that many share and the page of its region, never the name', async ({ page }) => {
    const asked = logRequests(page);
    await open(page);
    await type(page, '喀什');
    await page.getByRole('option', { name: /喀什/ }).first().click();
    await expect(page.getByText('Kashgar lies in Xinjiang, China, says GeoNames.')).toBeVisible();
    await expectRecord(page, 'CN-XJ');
    expect(asked.filter((line) => !allowed.test(line))).toEqual([]);
    expect(asked.filter((line) => line.includes('/boundaries/'))).toEqual([]);
    expect(decodeURIComponent(asked.join(' '))).not.toMatch(/喀|kashgar/i);
  });

  test('of a large town typed in Latin letters: not even its first letter', async ({ page }) => {
    const asked = logRequests(page);
    await open(page);
    await type(page, 'Oakland');
    await page.getByRole('option', { name: /^Oakland California/ }).click();
    await expectRecord(page, 'US-CA');
    expect(asked.filter((line) => /\/\d+\.txt$/.test(line))).toEqual([]);
  });

  test('of pointing at the map: one tile, however often one points in it', async ({ page }) => {
    const asked = logRequests(page);
    await open(page);
    const world = page.getByRole('application', { name: /Map of the world/ });
    const box = await world.boundingBox();
    // 9° E, 48° N
    await world.click({
      position: { x: ((189 * 2) / 720) * (box?.width ?? 0), y: ((36 * 2) / 288) * (box?.height ?? 0) },
    });
    const tile = page.getByRole('application', { name: /Borders around/ });
    await tile.click({ position: { x: 60, y: 60 } });
    await expect(page.getByRole('heading', { name: 'The place found' })).toBeVisible();
    await tile.click({ position: { x: 200, y: 200 } });
    expect(asked.filter((line) => line.includes('/boundaries/'))).toHaveLength(1);
    expect(asked.filter((line) => !allowed.test(line))).toEqual([]);
  });
});

test('a position that is refused is said, and the rest still works', async ({ page, context }) => {
  await context.clearPermissions();
  await open(page);
  await page.getByRole('button', { name: 'Use this device’s position' }).click();
  await expect(page.getByText('The browser did not give the position', { exact: false })).toBeVisible();
  await type(page, '43.94, 12.45');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'The place found' })).toBeVisible();
});

test('only this page may ask for the position', async ({ request }) => {
  for (const [path, policy] of [
    ['/here', 'geolocation=(self)'],
    ['/here/HK', 'geolocation=(self)'],
    ['/map', 'geolocation=()'],
    ['/', 'geolocation=()'],
  ] as const)
    expect((await request.get(path)).headers()['permissions-policy'], path).toContain(policy);
});

test('near a border both sides are offered, and only the one that is chosen is asked for', async ({
  page,
}) => {
  const asked = logRequests(page);
  await open(page);
  await type(page, '51.44, 4.93');
  await page.keyboard.press('Enter');
  await expect(page.getByText('A border is near', { exact: false })).toBeVisible();
  expect(asked.filter((line) => line.startsWith('GET /here/'))).toEqual([]);
  await page.getByRole('button', { name: 'Show what applies in Antwerp, Belgium' }).click();
  await expectRecord(page, 'BE-VAN');
});

test('at sea nothing is claimed', async ({ page }) => {
  await open(page);
  await type(page, '0, 0');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No jurisdiction is held for this spot.', { exact: false })).toBeVisible();
  await expect(page.locator('#here-record')).toHaveCount(0);
});

test('a disputed place says so, and that nobody here has looked into who controls it', async ({ page }) => {
  await page.goto('/here/UA-43');
  await expect(page.getByText('Disputed status.', { exact: false })).toBeVisible();
  await expect(page.getByText('Who exercises control here')).toBeVisible();
  await expect(page.getByText('Not researched. Nobody here has looked yet.').first()).toBeVisible();
});

test('Hong Kong takes nothing over from China', async ({ page }) => {
  await page.goto('/here/HK');
  await expect(page.getByText('Nothing is taken over from China.', { exact: false })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Programs and systems' })).not.toContainText('Skynet');
  const laws = page.getByRole('region', { name: 'Laws in force today' });
  await expect(laws.locator('a[href^="/laws/cn-"]')).toHaveCount(0);
});

test('a draft is no law in force here, and a plan stays a plan', async ({ page }) => {
  await page.goto('/here/CN-XJ');
  const laws = page.getByRole('region', { name: 'Laws in force today' });
  await expect(laws.locator('> ul')).not.toContainText('Draft');
  await expect(page.getByRole('region', { name: 'Programs and systems' })).toContainText('planned for');
});

test('the devices around a spot are drawn only after a warning and a click', async ({ page }) => {
  const asked = logRequests(page);
  await open(page);
  await type(page, '48.8566, 2.3522');
  await page.keyboard.press('Enter');
  await page.getByText('Devices around the spot').click();
  await expect(page.getByText('Nothing is drawn here yet.', { exact: false })).toBeVisible();
  const link = page.getByRole('link', { name: 'Open the map around the spot' });
  const href = (await link.getAttribute('href')) ?? '';
  expect(href).not.toMatch(/48\.8566|2\.3522/);
  expect(asked.filter((line) => /tiles|map/.test(line))).toEqual([]);
});

test('works with the keyboard alone: the list, and the cross on the map', async ({ page }) => {
  await open(page);
  const field = page.getByRole('combobox', { name: 'Town, or coordinates' });
  await field.focus();
  await type(page, 'ürüm');
  await expect(page.getByRole('option', { name: /Ürümqi/ })).toBeVisible();
  await expect(field).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  const active = await field.getAttribute('aria-activedescendant');
  await expect(page.locator(`[id="${active}"]`)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(field).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'The place found' })).toBeFocused();
  await expectRecord(page, 'CN-XJ');
  await page.getByRole('application', { name: /Map of the world/ }).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const tile = page.getByRole('application', { name: /Borders around/ });
  await tile.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Found in this browser; sent to nobody.', { exact: false })).toBeVisible();
});

test('files that cannot be loaded are said, and asked for again', async ({ page }) => {
  await open(page);
  await page.route('**/boundaries/**', (route) => route.fulfill({ status: 503, body: 'busy' }));
  await type(page, '39.4707, 75.9895');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'could not be loaded' })).toBeVisible();
  await page.unroute('**/boundaries/**');
  const field = page.getByRole('combobox', { name: 'Town, or coordinates' });
  await field.press('ArrowDown');
  await field.press('Enter');
  await expectRecord(page, 'CN-XJ');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a country is chosen and its record read', async ({ page }) => {
    await page.goto('/here');
    await expect(page.getByText('needs JavaScript', { exact: false })).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Town, or coordinates' })).toBeHidden();
    await page.getByLabel('Country or territory').selectOption('CN');
    await page.getByRole('button', { name: 'Show what applies' }).click();
    await expect(page).toHaveURL(/\/here\?place=CN$/);
    await expect(page.getByRole('heading', { level: 1, name: 'What applies in China' })).toBeVisible();
  });

  test('a place that is not held is not found', async ({ page }) => {
    expect((await page.goto('/here/ZZ-99'))?.status()).toBe(404);
    expect((await page.goto('/here/CN/extra'))?.status()).toBe(404);
  });
});

test('on paper the answer stands alone', async ({ page }) => {
  await open(page);
  await type(page, '39.4707, 75.9895');
  await page.keyboard.press('Enter');
  await expectRecord(page, 'CN-XJ');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { name: 'Laws in force today' })).toBeVisible();
  await expect(page.getByRole('combobox')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Use this device’s position' })).toBeHidden();
  await expect(page.getByText(/^Spot:/)).toBeHidden();
});

test('axe finds nothing in an answer, wide in light and narrow in dark', async ({ page }) => {
  test.setTimeout(240_000);
  await expectNoFaultInAnyLook(page, async () => {
    await open(page);
    await type(page, '39.4707, 75.9895');
    await page.keyboard.press('Enter');
    await expectRecord(page, 'CN-XJ');
    await type(page, ' ');
  });
});
