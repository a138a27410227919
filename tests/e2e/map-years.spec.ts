import { expect, test } from '@playwright/test';
import { paris, readMapTotal, waitForMap, watchRequests } from './map-page.ts';

const slider = 'up to the year';

test('the years of the filter play, count, and ask nobody', async ({ page }) => {
  await page.goto(paris);
  await waitForMap(page);
  const all = await readMapTotal(page);
  const years = page.getByRole('slider', { name: slider });
  const first = Number(await years.getAttribute('min'));
  const requests = watchRequests(page);

  await years.focus();
  await years.press('Home');
  await expect(page).toHaveURL(new RegExp(`[?&]to=${first}(&|$)`));
  await expect(page.getByRole('spinbutton', { name: 'to year' })).toHaveValue(String(first));
  await expect.poll(() => readMapTotal(page)).toBeLessThan(all);
  const few = await readMapTotal(page);

  await page.getByRole('button', { name: 'Play the years' }).click();
  // Each year holds those before it.
  await expect.poll(() => readMapTotal(page), { timeout: 40_000 }).toBeGreaterThan(few);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Play the years' })).toBeVisible();

  await years.focus();
  await years.press('End');
  await expect.poll(() => readMapTotal(page)).toBe(all);
  await expect(page).not.toHaveURL(/[?&]to=/);
  expect(requests).toEqual([]);
});
