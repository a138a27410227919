import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Each width and each scheme once: a scheme changes colors alone, a width the layout alone. */
const looks = [
  { width: 1280, colorScheme: 'light', rowsKept: 40 },
  { width: 390, colorScheme: 'dark', rowsKept: 12 },
] as const;

/**
 * Wide in light, narrow in dark. `arrange` brings the page to what is looked at, again for each look. Of long lists the
 * first rows stay: one component makes them all, and axe takes a minute for a thousand.
 */
export async function expectNoFaultInAnyLook(page: Page, arrange?: () => Promise<void>): Promise<void> {
  for (const { width, colorScheme, rowsKept } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await arrange?.();
    await expectNoSidewaysScroll(page);
    await cutLists(page, rowsKept);
    await expectNoFault(page, `${width} px, ${colorScheme}`);
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
