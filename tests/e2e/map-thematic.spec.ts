import { expect, type Page, test } from '@playwright/test';
import { expectNoFaultInAnyLook } from './axe.ts';

async function waitForMap(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: /^Map\. Arrow keys/ })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Play through time' })).toBeEnabled({ timeout: 30_000 });
}

/** Rows of the list twin as "China: 3". */
function readRows(page: Page): Promise<string[]> {
  return page
    .locator('#list tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('th, td')].map((cell) => cell.textContent.trim()).join(': '),
      ),
    );
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the shading is a list with its question, its day and what is not researched', async ({ page }) => {
    await page.goto('/map?view=coverage&measure=laws&date=2016-03-03');
    await expect(page.getByRole('rowheader', { name: 'China' })).toBeVisible();
    await expect(page.getByText('Laws in force, 3 March 2016')).toBeVisible();
    await expect(page.getByText(/more places are not researched here/)).toBeVisible();
    await page.getByLabel('Shade by').selectOption('Systems on record');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/measure=systems/);
    await expect(page.getByText('Systems on record, 3 March 2016')).toBeVisible();
  });

  test('a draft is no law in force, on no day', async ({ page }) => {
    await page.goto('/map?view=coverage&measure=scope&subject=law/cn-draft-cybersecurity-law-2015');
    await expect(page.getByRole('row', { name: /China.*planned/ })).toBeVisible();
    await page.goto('/map?view=coverage&measure=laws&date=1946-01-01');
    await expect(
      page.getByRole('row', { name: /China.*on record, not known to hold that day/ }),
    ).toBeVisible();
  });

  test('Hong Kong takes nothing over from China', async ({ page }) => {
    await page.goto('/map?view=coverage&measure=systems');
    const countOf = async (name: string) => {
      const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
      return Number((await row.getByRole('cell').first().innerText()).replace(/\D.*/, ''));
    };
    const china = await countOf('China');
    expect(china).toBeGreaterThan(20);
    // What is on record of Hong Kong itself, and nothing of what reaches China.
    expect(await countOf('Hong Kong')).toBeLessThan(china / 4);
  });

  test('density comes with its formula, and says why there is none by head', async ({ page }) => {
    await page.goto('/map?view=coverage&measure=devices');
    await expect(page.getByText('Density = devices ÷ area in km² × 1,000.', { exact: false })).toBeVisible();
    await expect(page.getByText('No density per head', { exact: false })).toBeVisible();
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Belgium' }) });
    const [density = '', devices = '', , area = ''] = await row.getByRole('cell').allInnerTexts();
    const number = (text: string) => Number(text.replaceAll(',', ''));
    expect(number(density) / ((1000 * number(devices)) / number(area))).toBeCloseTo(1, 1);
  });

  test('flows are a list with basis and evidence, and those without a place stand apart', async ({
    page,
  }) => {
    await page.goto('/map?view=flows');
    await expect(page.getByRole('rowheader', { name: /Baidu/ }).first()).toBeVisible();
    await expect(page.getByRole('link', { name: /^claim / }).first()).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Flows without a place on the map' })).toBeVisible();
    await page.getByRole('checkbox', { name: /permitted by a rule/ }).check();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/basis=permitted/);
    await expect(page.getByRole('rowheader', { name: /Baidu/ })).toHaveCount(0);
  });

  test('what makes no sense is named, and the rest still shown', async ({ page }) => {
    const response = await page.goto('/map?view=coverage&measure=freedom&date=2020-13-45');
    expect(response?.status()).toBe(200);
    await expect(page.getByText('Everything is shown instead', { exact: false })).toBeVisible();
    await expect(page.getByRole('rowheader', { name: 'China' })).toBeVisible();
  });
});

test('the list of the browser is the list of the server, for every question', async ({ page, browser }) => {
  test.slow();
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const server = await plain.newPage();
  for (const query of [
    'measure=laws&date=2016-03-03',
    'measure=power.access',
    'measure=devices&date=2020-06-01',
    'measure=systems&level=region',
  ]) {
    await page.goto(`/map?view=coverage&${query}`);
    await waitForMap(page);
    await server.goto(new URL(`/map?view=coverage&${query}`, page.url()).href);
    expect(await readRows(page)).toEqual(await readRows(server));
  }
  await plain.close();
});

test('the slider works by keyboard, writes the day to the address, and asks nobody for a step', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/map?view=coverage&measure=laws');
  await waitForMap(page);
  await page.waitForLoadState('networkidle');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!request.url().endsWith('.mvt') && !/\/basemap\/|\/icon\.svg/.test(request.url()))
      asked.push(request.url());
  });
  const slider = page.getByRole('slider', { name: 'Month' });
  await slider.focus();
  await page.keyboard.press('PageDown');
  await expect(page).toHaveURL(/date=\d{4}-\d{2}-01/);
  const year = Number(/date=(\d{4})/.exec(page.url())?.[1]);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('PageDown');
  await expect(page).toHaveURL(new RegExp(`date=${year - 1}-`));
  await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(String(year - 1)));
  await page.keyboard.press('Home');
  await expect(page.getByRole('row', { name: /China.*on record, not known to hold that day/ })).toBeVisible();
  await page.keyboard.press('End');
  await expect(page).not.toHaveURL(/date=/);
  await expect(page.getByRole('row', { name: /China.*on record/ })).toBeVisible();
  expect(asked).toEqual([]);
});

test('play runs to today in steps and can be stopped', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/map?view=coverage&measure=laws&date=2015-01-01');
  await waitForMap(page);
  await page.getByRole('button', { name: 'Play through time' }).click();
  await expect(page).toHaveURL(/date=2016-01-01/);
  await page.getByRole('button', { name: 'Pause' }).click();
  const stopped = page.url();
  await page.waitForTimeout(2500);
  expect(page.url()).toBe(stopped);
});

test('a place of the list opens on the map with its systems, laws of the day and open questions', async ({
  page,
}) => {
  await page.goto('/map?view=coverage&measure=laws&date=2016-03-03');
  await waitForMap(page);
  await page.locator('#list').getByRole('link', { name: 'China', exact: true }).click();
  const card = page.getByRole('complementary', { name: 'China on 3 March 2016' });
  await expect(card.getByRole('heading', { name: 'Laws in force' })).toBeVisible();
  await expect(card.getByText('In force on 3 March 2016', { exact: false }).first()).toBeVisible();
  await expect(card.getByRole('link', { name: 'Everything held about China' })).toHaveAttribute(
    'href',
    '/places/CN?on=2016-03-03',
  );
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
});

for (const [view, meaning] of [
  ['coverage&measure=laws', 'not researched'],
  ['flows', 'permitted by a rule'],
] as const) {
  test(`on paper the map stands above the list, with its legend: ${view}`, async ({ page }) => {
    await page.goto(`/map?view=${view}`);
    await waitForMap(page);
    await page.emulateMedia({ media: 'print' });
    const picture = page.getByRole('img', { name: /As of/ });
    await expect(picture).toBeHidden();
    await expect(async () => {
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      await expect(picture).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 30_000 });
    await expect(page.getByRole('figure').getByText(meaning, { exact: true })).toBeVisible();
  });
}

test('the views ask nobody but this site and run under the strict policy', async ({ page, baseURL }) => {
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
  for (const view of ['coverage', 'flows']) {
    await page.goto(`/map?view=${view}`);
    await waitForMap(page);
    await page.waitForTimeout(1500);
  }
  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
});

for (const view of ['coverage&measure=laws', 'flows']) {
  test(`axe finds nothing, wide in light and narrow in dark: ${view}`, async ({ page }) => {
    test.setTimeout(240_000);
    await expectNoFaultInAnyLook(page, async () => {
      await page.goto(`/map?view=${view}`);
      await waitForMap(page);
    });
  });
}
