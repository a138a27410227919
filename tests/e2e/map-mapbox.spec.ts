import { expect, type Page, test } from '@playwright/test';
import { countPixels, mapRegion, readMapTotal, street, waitForMap } from './map-page.ts';

/**
 * Against the site that `npm test` starts beside the other, with MAPBOX_TOKEN: any well-formed one, because Mapbox's hosts
 * are answered here and are never reached.
 */
const offering = process.env.E2E_MAPBOX_URL;

const mapboxHosts = /^https:\/\/([a-z]+\.)*mapbox\.com\//;

async function openStreet(page: Page): Promise<void> {
  await page.goto(street);
  await waitForMap(page);
}

type Answer = 200 | 401 | 'abort';

/** Answers Mapbox's hosts and keeps what was asked. */
async function answerMapbox(page: Page, answer: Answer): Promise<string[]> {
  const asked: string[] = [];
  await page.route(mapboxHosts, (route) => {
    const url = new URL(route.request().url());
    asked.push(`${route.request().method()} ${url.host}${url.pathname}`);
    if (answer === 'abort') return route.abort();
    const headers = { 'access-control-allow-origin': '*' };
    return route.fulfill({ status: answer, headers, contentType: 'application/json', body: '{}' });
  });
  return asked;
}

async function chooseMapbox(page: Page): Promise<void> {
  await page.getByText('Drawn by').click();
  await expect(page.getByText('your network address and browser', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Draw with Mapbox GL' }).click();
}

test('without a token Mapbox is not offered', async ({ page }) => {
  test.skip(offering === undefined, 'the one site that runs may have a token');
  await openStreet(page);
  await expect(page.getByText('Drawn by')).toHaveCount(0);
});

test.describe(() => {
  test.skip(offering === undefined, 'npm test starts a site with a token');
  test.use({ baseURL: offering });

  test('without a choice nothing is asked of Mapbox, and none of its code is loaded', async ({ page }) => {
    const asked = await answerMapbox(page, 200);
    const scripts: number[] = [];
    page.on('response', async (response) => {
      if (/\.js(\?|$)/.test(response.url()))
        scripts.push((await response.body().catch(() => Buffer.alloc(0))).length);
    });
    await openStreet(page);
    await expect(page.getByText('Drawn by')).toBeVisible();
    await page.waitForTimeout(1500);
    expect(asked).toEqual([]);
    // Mapbox GL is 1.9 MB in one file.
    expect(Math.max(...scripts)).toBeLessThan(1_500_000);
  });

  for (const answer of [200, 'abort'] as const) {
    test(`Mapbox draws the same devices when its hosts answer ${answer}`, async ({ page }) => {
      test.setTimeout(150_000);
      const asked = await answerMapbox(page, answer);
      await openStreet(page);
      const counted = await readMapTotal(page);
      await chooseMapbox(page);
      await expect(page.locator('.mapboxgl-canvas')).toBeVisible({ timeout: 45_000 });
      await expect(page.getByText('reports to Mapbox', { exact: false })).toBeVisible();
      await expect.poll(() => readMapTotal(page), { timeout: 20_000 }).toBe(counted);
      // The blue of video cameras (technology-symbols.ts).
      await expect.poll(() => countPixels(page, [0, 103, 163]), { timeout: 30_000 }).toBeGreaterThan(100);
      await mapRegion(page).focus();
      await page.keyboard.press('n');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('complementary', { name: 'Details' })).toBeVisible();
      await page.keyboard.press('Escape');
      // Whatever it asks goes to the two hosts that the policy of the page allows, and says nothing of the view.
      expect(asked.filter((line) => !/^(GET|POST) (api|events)\.mapbox\.com\//.test(line))).toEqual([]);
      expect(asked.join()).not.toMatch(/48\.8|2\.3/);
      await page.getByRole('button', { name: 'Back to MapLibre' }).click();
      await expect(page.locator('.maplibregl-canvas')).toBeVisible({ timeout: 45_000 });
    });
  }

  // Colors of layers/thematic-colors.ts: the first class of the shading, and flows that a rule permits.
  for (const [view, color] of [
    ['coverage&measure=laws', [207, 229, 189]],
    ['flows', [31, 95, 168]],
  ] as const) {
    test(`Mapbox draws the view of ${view.split('&')[0]} too`, async ({ page }) => {
      test.setTimeout(120_000);
      const asked = await answerMapbox(page, 200);
      await page.goto(`/map?view=${view}`);
      await expect(page.getByRole('button', { name: 'Play through time' })).toBeEnabled({ timeout: 45_000 });
      await chooseMapbox(page);
      await expect(page.locator('.mapboxgl-canvas')).toBeVisible({ timeout: 45_000 });
      await expect.poll(() => countPixels(page, color), { timeout: 30_000 }).toBeGreaterThan(100);
      expect(asked.filter((line) => !/^(GET|POST) (api|events)\.mapbox\.com\//.test(line))).toEqual([]);
    });
  }

  test('a token that Mapbox refuses leads back to MapLibre, not to a blank map', async ({ page }) => {
    await answerMapbox(page, 401);
    await openStreet(page);
    await chooseMapbox(page);
    await expect(page.getByText('Mapbox did not let its engine draw', { exact: false })).toBeVisible({
      timeout: 45_000,
    });
    await expect(page.locator('.maplibregl-canvas')).toBeVisible({ timeout: 45_000 });
    expect(await readMapTotal(page)).toBeGreaterThan(0);
  });
});
