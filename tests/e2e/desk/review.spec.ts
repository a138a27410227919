import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { parse } from 'yaml';
import { expectNoFaultInAnyLook, expectNoSidewaysScroll } from '../axe.ts';
import { type Desk, expect, test } from './desk-test.ts';

const readClaims = ({ folders }: Desk, slug: string) =>
  parse(readFileSync(join(folders.worksFolder, `${slug}.yaml`), 'utf8')).claims ?? [];

/** A page that nothing disturbs: no error in it, nothing refused by the policy, nothing asked elsewhere, nothing stored. */
function watch(page: Page, { origin }: Desk): () => Promise<void> {
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    // A refused answer is shown by its status, which Chromium also writes into the console.
    if (message.type() === 'error' && !message.text().includes('status of 4')) wrong.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) wrong.push(request.url());
  });
  return async () => {
    expect(wrong).toEqual([]);
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  };
}

test('a whole article is reviewed by keys alone', async ({ page, desk }) => {
  const finish = watch(page, desk);
  const { keyboard } = page;
  await page.goto(`${desk.origin}/desk`);
  await page.getByLabel('Your pseudonym').focus();
  await keyboard.type('alba');
  await keyboard.press('Enter');
  await page.waitForURL(/reader=alba/);
  await expect(page.getByRole('heading', { name: 'Works to review' })).toBeVisible();
  await page.goto(`${desk.origin}/desk/works/by-keys?reader=alba`);
  await expect(page.getByRole('main')).toBeFocused();

  // Typed ahead of the page, as somebody does who knows the way: no key is lost.
  await keyboard.press('Enter');
  await keyboard.type('lamp');
  await keyboard.press('Enter');
  await keyboard.type('program.type');
  await keyboard.press('Enter');
  await keyboard.type('camera_network');
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  await keyboard.type('The lamp posts of the town hold cameras.');
  await keyboard.press('Enter');
  await keyboard.type('B3');
  await keyboard.press('Enter');
  await keyboard.type('The paper in its own voice.');
  await keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Complete' })).toBeVisible();
  await keyboard.press('Enter');
  await expect(page.getByText('Sentence 2 of 6')).toBeVisible();

  // The second sentence: another subject than the machine proposed, and words of before offered again.
  await keyboard.press('s');
  await keyboard.type('lamp');
  await keyboard.press('Enter');
  await expect(page.getByText('program.harbor-lamps')).toBeVisible();
  await keyboard.press('Enter');
  await keyboard.type('program.cost');
  await keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Amount' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'The statement' })).toBeFocused();
  await keyboard.type('The lamp');
  await expect(page.locator('.offer')).toContainText('posts');
  await keyboard.press('ArrowRight');
  await expect(page.getByRole('textbox', { name: 'The statement' })).toHaveValue('The lamp posts ');
  await keyboard.type('cost 110,000 dollars.');
  await keyboard.press('Enter');
  await keyboard.type('B2');
  await keyboard.press('Enter');
  await keyboard.type('She leads the company.');
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  await expect(page.getByText('Sentence 3 of 6')).toBeVisible();

  // A denial; the same words again; nothing recordable; and one decision taken back.
  await keyboard.press('x');
  await expect(page.getByText('Sentence 5 of 6')).toBeVisible();
  await keyboard.press('u');
  await expect(page.getByText('Sentence 3 of 6')).toBeVisible();
  await keyboard.press('x');
  await keyboard.press('x');
  await expect(page.getByText('Sentence 6 of 6')).toBeVisible();
  await keyboard.press('x');
  await expect(page.getByText('Every candidate is decided')).toBeVisible();
  expect(readClaims(desk, 'by-keys').map(({ says }: { says: string }) => says)).toEqual([
    'The lamp posts of the town hold cameras.',
    'The lamp posts cost 110,000 dollars.',
  ]);

  await keyboard.press('?');
  await expect(page.getByText('They act while no field is being filled in.')).toBeVisible();
  await page.getByLabel('Single keys act').uncheck();
  await page.getByRole('main').focus();
  await keyboard.press('u');
  await expect(page.getByText('Every candidate is decided')).toBeVisible();
  await finish();
});

test('a claim is made, split, joined and dropped by mouse alone', async ({ page, desk }) => {
  const finish = watch(page, desk);
  await page.goto(`${desk.origin}/desk/works/by-mouse?reader=alba`);
  await page.getByRole('button', { name: 'Fill in what is missing' }).click();
  await page.getByRole('combobox', { name: 'Subject' }).fill('lamp');
  await page.getByRole('option', { name: /^Lamp post cameras/ }).click();
  await page.getByRole('option', { name: /^Kind of program/ }).click();
  await page.getByRole('option', { name: 'camera_network' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('textbox', { name: 'The statement' }).fill('The lamp posts hold cameras.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('option', { name: /^B3/ }).click();
  await page.getByRole('textbox', { name: 'Why B3' }).fill('The paper in its own voice.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Accept, and a further claim' }).click();
  await expect(page.getByRole('link', { name: /^Claim 2 of 2/ })).toHaveAttribute('aria-current', 'true');
  await page.getByRole('button', { name: 'Drop this claim' }).click();
  await expect(page.getByText('Claim 2 of 2')).toHaveCount(0);
  expect(readClaims(desk, 'by-mouse')).toHaveLength(1);

  await page.getByRole('link', { name: /council declined/ }).click();
  await expect(page.getByText('Sentence 6 of 6')).toBeVisible();
  await page.getByRole('link', { name: 'Join to an earlier claim' }).click();
  await page.getByRole('option', { name: /^The lamp posts hold cameras/ }).click();
  await expect(page.getByText('Sentence 1 of 6')).toBeVisible();
  await expect(page.locator('.evidence li')).toHaveCount(2);
  await page.getByRole('button', { name: 'Take back the last decision' }).click();
  await expect(page.getByText('Taken back: merge.')).toBeVisible();
  await page.goBack();
  await expect(page.getByText(/Sentence \d of 6/)).toBeVisible();
  await finish();
});

test('words are selected with the mouse and become the passage', async ({ page, desk }) => {
  await page.goto(`${desk.origin}/desk/works/selects?reader=alba&at=1`);
  const sentence = page.locator('[data-sentence] > span').first();
  await sentence.evaluate((span) => {
    const range = document.createRange();
    const [first] = span.childNodes;
    if (first === undefined) throw new Error('The sentence is empty');
    range.setStart(first, 14);
    range.setEnd(first, 40);
    document.getSelection()?.removeAllRanges();
    document.getSelection()?.addRange(range);
  });
  await page.getByRole('button', { name: 'make them the passage' }).click();
  await expect(page.locator('.evidence q')).toHaveText('forty surveillance cameras');
});

test('a closed tab loses neither a decision nor a sentence that was being typed', async ({ page, desk }) => {
  await page.goto(`${desk.origin}/desk/works/tabs?reader=alba&at=1&ask=says`);
  await page.getByRole('textbox', { name: 'The statement' }).fill('Half a sentence of the');
  await page.waitForResponse((response) => response.status() === 204);
  const address = page.url();
  await page.close();
  const again = await page.context().newPage();
  await again.goto(address);
  await expect(again.getByRole('textbox', { name: 'The statement' })).toHaveValue('Half a sentence of the');
});

test('a page that is behind is refused, says so, and shows what stands there', async ({
  page,
  desk,
  context,
}) => {
  await page.goto(`${desk.origin}/desk/works/looks?reader=alba&at=4`);
  const other = await context.newPage();
  await other.goto(`${desk.origin}/desk/works/looks?reader=boris&at=4`);
  await other.getByRole('button', { name: 'Nothing recordable here' }).click();
  await expect(other.getByText('Sentence 5 of 6')).toBeVisible();
  await page.getByRole('button', { name: 'Begin a claim here' }).click();
  await expect(page.getByRole('alert')).toContainText('Somebody decided here');
});

test('the claims come into the database from the page', async ({ page, desk }) => {
  test.skip(process.env.E2E_DESK_DATABASE_URL === undefined, 'npm test makes the database of the desk');
  await page.goto(`${desk.origin}/desk/works/by-mouse?reader=alba&at=1`);
  await page.getByRole('button', { name: 'Bring the claims into the database' }).click();
  await expect(page.getByText(/1 claims are in the database/)).toBeVisible();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the same is done with plain forms', async ({ page, desk }) => {
    await page.goto(`${desk.origin}/desk/works/plain?reader=alba`);
    await page.getByRole('button', { name: 'Fill in what is missing' }).click();
    await page.getByRole('textbox', { name: 'Subject' }).fill('lamp');
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await page.getByRole('button', { name: /^Lamp post cameras/ }).click();
    await page.getByRole('button', { name: /^Kind of program/ }).click();
    await page.getByRole('button', { name: 'camera_network' }).click();
    await expect(page.getByRole('textbox', { name: 'The source’s own word' })).toBeVisible();
  });
});

for (const path of [
  '/desk',
  '/desk?reader=alba',
  '/desk/second?reader=alba',
  '/desk/works/looks?reader=alba&at=2',
  '/desk/works/looks?reader=alba&at=2&ask=subject',
  '/desk/works/looks?reader=alba&at=2&ask=says',
  '/desk/works/no-such-work?reader=alba',
]) {
  test(`${path} has no fault that axe finds, wide in light and narrow in dark`, async ({ page, desk }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width: 320, height: 800 });
    await page.goto(`${desk.origin}${path}`);
    await expectNoSidewaysScroll(page);
    await expectNoFaultInAnyLook(page);
  });
}
