import type { Page } from '@playwright/test';
import type { Key } from '#lib/review/keys.ts';
import type { Pressed } from './scripted-reviewer.ts';

/** Names of keys as a browser knows them. */
const names: Readonly<Record<Extract<Key, { name: string }>['name'], string>> = {
  enter: 'Enter',
  escape: 'Escape',
  backspace: 'Backspace',
  tab: 'n',
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
  end: 'End',
  clear: 'Control+a',
};

export type BrowserCounts = { keys: number; loads: number };

/**
 * Presses planned keys in a page of the desk, each as a key press of a real browser, and compares after every answer where page and plan stand.
 *
 * @throws Error where they stand apart: the desk then does something else than the core that planned
 */
export async function pressInBrowser(
  page: Page,
  pressed: readonly Pressed[],
  report: (line: string) => void,
): Promise<BrowserCounts> {
  const counts: BrowserCounts = { keys: 0, loads: 0 };
  let typed = '';
  const type = async () => {
    if (typed !== '') await page.keyboard.type(typed);
    typed = '';
  };
  for (const [index, { key, asks }] of pressed.entries()) {
    // Clearing a line is a chord of two keys.
    counts.keys += 'name' in key && key.name === 'clear' ? 2 : 1;
    if ('char' in key && asks !== undefined) {
      typed += key.char;
      continue;
    }
    await type();
    await page.keyboard.press('char' in key ? key.char : names[key.name]);
    const next = pressed[index + 1];
    if ('name' in key && key.name === 'clear' && next !== undefined && 'name' in next.key) {
      // Nothing is typed over what was selected.
      await page.keyboard.press('Delete');
      counts.keys += 1;
    }
    const isWithin = asks !== undefined && 'name' in key && key.name !== 'enter' && key.name !== 'escape';
    if (next === undefined || isWithin) continue;
    await page.waitForFunction(isSettled);
    counts.loads += 1;
    const there = await page.evaluate(whereIsIt);
    if (there.at !== next.at + 1 || there.draft !== next.draft || there.asks !== (next.asks ?? '')) {
      const expected = JSON.stringify({ at: next.at + 1, draft: next.draft, asks: next.asks ?? '' });
      throw new Error(
        `Key ${index + 1}: the page stands at ${JSON.stringify(there)}, the plan at ${expected}`,
      );
    }
    if (counts.loads % 250 === 0) report(`${index + 1} of ${pressed.length} keys`);
  }
  await page.waitForFunction(isSettled);
  return counts;
}

/** Runs in the page: nothing is loading, and a line has what it is completed from. */
function isSettled(): boolean {
  const line = document.querySelector<HTMLElement>('textarea[data-phrases]');
  const isReady = line === null || line.closest<HTMLElement>('form')?.dataset.ready === '1';
  return isReady && document.querySelector('main')?.getAttribute('aria-busy') === null;
}

/** Runs in the page: sentence, claim and question. */
function whereIsIt(): { at: number; draft: number; asks: string; says: string } {
  const read = (name: string) =>
    Number(document.querySelector<HTMLInputElement>(`form.actions input[name="${name}"]`)?.value ?? 0);
  const asks = document.querySelector<HTMLElement>('form.question')?.dataset.question ?? '';
  const shown = ['#question-title', '#answer', '#question-problem', '#message'].map((selector) => {
    const element = document.querySelector(selector);
    return element instanceof HTMLTextAreaElement ? element.value : (element?.textContent ?? '');
  });
  return { at: read('at'), draft: read('draft'), asks, says: shown.join(' | ') };
}
