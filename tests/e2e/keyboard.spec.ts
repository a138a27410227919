import { expect, test } from '@playwright/test';
import { platform } from './page-list.ts';

test('the first Tab offers the way past the masthead', async ({ page }) => {
  await page.goto(platform);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('evidence opens from the keyboard and leads to the claim', async ({ page }) => {
  await page.goto(platform);
  const summary = page.locator('summary', { hasText: 'How do you know?' }).first();
  await summary.focus();
  await page.keyboard.press('Enter');
  const claim = page
    .getByRole('main')
    .getByRole('link', { name: /^claim c\d+$/ })
    .first();
  await expect(claim).toBeVisible();
  await claim.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Passage', exact: false }).first()).toBeVisible();
});

test('a search is typed and sent without a mouse', async ({ page }) => {
  await page.goto('/about');
  await page.getByRole('banner').getByRole('searchbox').focus();
  await page.keyboard.type('Skynet');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\?q=Skynet/);
  await expect(page.getByRole('link', { name: 'Skynet', exact: true }).first()).toBeVisible();
});
