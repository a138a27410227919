import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules whose outcome a color scheme can change; every other rule reads structure, names and sizes. */
const colorRules = ['color-contrast', 'link-in-text-block'];

const widths = [1280, 390] as const;

/**
 * Light and dark, wide and narrow. A change of scheme changes colors alone, so every rule runs once a width and the
 * rules of color run on all four. `arrange` brings the page to what is looked at, again for each width.
 */
export async function expectNoFaultInAnyLook(page: Page, arrange?: () => Promise<void>): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await arrange?.();
    await expectNoFault(page, `${width} px, light`);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectNoFault(page, `${width} px, dark`, colorRules);
    await expectNoSidewaysScroll(page);
  }
}

/** Axe without a finding, whatever it found named with its element. `rules`: only these. */
export async function expectNoFault(page: Page, look: string, rules?: string[]): Promise<void> {
  // Only violations are described in full: describing what passes takes most of the time on long pages.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
  const { violations } = await (rules === undefined ? axe.withTags(tags) : axe.withRules(rules)).analyze();
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
