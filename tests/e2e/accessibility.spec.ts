import { expect, test } from '@playwright/test';
import { expectNoFaultInAnyLook, expectNoSidewaysScroll } from './axe.ts';
import { pages } from './page-list.ts';

/** Axe takes most of a minute for a page with 222 claims on a slow machine. */
const axeTimeout = 240_000;

for (const path of pages) {
  test(`${path} has no fault that axe finds, wide in light and narrow in dark, and fits 320 px`, async ({
    page,
  }) => {
    test.setTimeout(axeTimeout);
    await page.setViewportSize({ width: 320, height: 800 });
    await page.goto(path);
    await expectNoSidewaysScroll(page);
    await expectNoFaultInAnyLook(page);
  });
}

test('every page has one main heading, a language, landmarks and headings without a gap', async ({
  page,
}) => {
  for (const path of pages) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
    await expect(page.getByRole('main'), path).toHaveCount(1);
    await expect(page.locator('html'), path).toHaveAttribute('lang', 'en');
    await expect(page.locator('html'), path).toHaveAttribute('dir', 'ltr');
    const levels = await page
      .locator('main :is(h1, h2, h3, h4)')
      .evaluateAll((all) => all.map((heading) => Number(heading.tagName.slice(1))));
    for (const [index, level] of levels.entries()) {
      expect(level - (levels[index - 1] ?? 0), `${path}, heading ${index}`).toBeLessThanOrEqual(1);
    }
  }
});
