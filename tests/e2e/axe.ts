import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const widths = [1280, 390] as const;

/** Rows of a list that stay in the looks after the first. They are made by one component; the first look reads them all. */
const rowsKept = 12;

/**
 * Light and dark, wide and narrow. The first look reads the whole page; for the others long lists are cut, because axe
 * takes a minute for a thousand rows. `arrange` brings the page to what is looked at, again for each width.
 */
export async function expectNoFaultInAnyLook(page: Page, arrange?: () => Promise<void>): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await arrange?.();
    await expectNoSidewaysScroll(page);
    if (width !== widths[0]) await cutLists(page);
    await expectNoFault(page, `${width} px, light`);
    await cutLists(page);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectNoFault(page, `${width} px, dark`);
  }
}

/** Hidden, not removed: React may still change them. */
async function cutLists(page: Page): Promise<void> {
  await page.evaluate((kept) => {
    for (const list of document.querySelectorAll('main, main :is(ul, ol, dl, tbody, div, section)')) {
      if (list.children.length <= kept) continue;
      for (const row of [...list.children].slice(kept))
        if (row instanceof HTMLElement) row.style.display = 'none';
    }
  }, rowsKept);
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
