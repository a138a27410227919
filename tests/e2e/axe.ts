import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const widths = [1280, 390] as const;

/**
 * Rows of a list that stay: one component makes them all, and axe takes a minute for a thousand. The first look keeps
 * more, so that rarer kinds of rows are read as well.
 */
const rowsKept = { first: 40, later: 12 } as const;

/** Light and dark, wide and narrow. `arrange` brings the page to what is looked at, again for each width. */
export async function expectNoFaultInAnyLook(page: Page, arrange?: () => Promise<void>): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await arrange?.();
    await expectNoSidewaysScroll(page);
    await cutLists(page, width === widths[0] ? rowsKept.first : rowsKept.later);
    await expectNoFault(page, `${width} px, light`);
    await cutLists(page, rowsKept.later);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectNoFault(page, `${width} px, dark`);
  }
}

/** Hidden, not removed: React may still change them. */
async function cutLists(page: Page, most: number): Promise<void> {
  await page.evaluate((kept) => {
    for (const list of document.querySelectorAll('main, main :is(ul, ol, dl, tbody, div, section)')) {
      if (list.children.length <= kept) continue;
      for (const row of [...list.children].slice(kept))
        if (row instanceof HTMLElement) row.style.display = 'none';
    }
  }, most);
}

/** Axe without a finding; whatever it found is named with its element. */
async function expectNoFault(page: Page, look: string): Promise<void> {
  // Only violations are described in full: describing what passes takes most of the time on long pages.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
  const { violations } = await axe.withTags(tags).analyze();
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map((node) => `${node.target.join(' ')} ${node.html}`)
        .join(' | ')}`,
  );
  expect(found, look).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess).toBeLessThanOrEqual(0);
}
