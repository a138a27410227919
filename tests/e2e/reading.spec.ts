import { expect, test } from '@playwright/test';
import { platform, work } from './page-list.ts';

test.use({ javaScriptEnabled: false });

test('front page → search → program → evidence → claim → source, without JavaScript', async ({ page }) => {
  await page.goto('/');
  const search = page.getByRole('main').getByRole('searchbox');
  await search.fill('Skynet');
  await search.press('Enter');
  await page.getByRole('main').getByRole('link', { name: 'Skynet', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Skynet');
  await page.locator('summary', { hasText: 'How do you know?' }).first().click();
  await page
    .getByRole('main')
    .getByRole('link', { name: /^claim c\d+$/ })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`/claims/${work}\\.c\\d+`));
  await expect(page.getByRole('main')).toContainText(
    /found by the editors on \d+ \w+ 20\d\d in the copy with sha256/,
  );
  await page.getByRole('navigation', { name: 'You are here' }).getByRole('link').last().click();
  await expect(
    page.getByRole('heading', { level: 2, name: 'Every statement, in the order of the source' }),
  ).toBeVisible();
});

test('every fact of a record says how firm it is, and opens to source, passage state and grade', async ({
  page,
}) => {
  await page.goto(platform);
  const facts = page.locator('section[aria-labelledby^="q-"] ul > li:has(> details)');
  expect(await facts.count()).toBeGreaterThan(15);
  for (const fact of await facts.all()) {
    const words = await fact.textContent();
    expect(words).toMatch(/Documented|Reported by|Alleged anonymously|Planned|Disputed|Denied|Inferred/);
    expect(words).toMatch(/Verified|Lost|Not checkable here/);
    expect(words).toContain('Grade');
  }
});

test('a place joins what covers it from around: Lhasa and Tibet read what China has', async ({ page }) => {
  await page.goto('/places/CN-XZ?on=2016-03-03');
  const main = page.getByRole('main');
  await expect(main.getByRole('link', { name: 'Skynet' }).first()).toBeVisible();
  const law = main
    .getByRole('region', { name: 'Laws' })
    .getByRole('listitem')
    .filter({ hasText: 'Antiterror laws in force from January 2016' })
    .first();
  await expect(law.getByText('In force on 3 March 2016', { exact: true })).toBeVisible();
  await page.goto('/places/CN-XZ?on=2015-12-31');
  await expect(law.getByText('Not in force on 31 December 2015', { exact: true })).toBeVisible();
  await expect(law.getByText('In force on 31 December 2015', { exact: true })).toHaveCount(0);
});

test('Hong Kong inherits nothing', async ({ page }) => {
  await page.goto('/places/HK?on=2016-03-03');
  const main = page.getByRole('main');
  await expect(main).toContainText('Nothing is taken over from');
  await expect(main.getByRole('region', { name: 'Programs and systems' })).not.toContainText('Skynet');
  await expect(
    main.getByRole('region', { name: 'Laws' }).first().locator('a[href^="/laws/cn-"]'),
  ).toHaveCount(0);
});

test('a hole of a dataset stands on the pages of its places', async ({ page }) => {
  for (const code of ['US-CA', 'NL']) {
    await page.goto(`/places/${code}`);
    await expect(page.getByText('Known hole in the data.').first()).toBeVisible();
  }
});

test('an address without a record answers 404 and says what to do', async ({ page }) => {
  const response = await page.goto('/programs/no-such-program');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing is held at this address');
});

test('lists are filtered and paged by their address', async ({ page }) => {
  await page.goto('/programs?place=US-CA&technology=vehicle.alpr');
  const rows = page.getByRole('region', { name: 'Local uses' }).getByRole('row');
  expect(await rows.count()).toBeGreaterThan(10);
  await page.getByRole('link', { name: 'Next →' }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(page.getByText(/^Page 2 of/)).toBeVisible();
});

test('titles and descriptions are in the head of what the server sends', async ({ page }) => {
  const html = await (await page.request.get(platform)).text();
  const head = html.slice(0, html.indexOf('</head>'));
  expect(head).toContain('<title>[Antiterrorism data platform');
  expect(head).toContain('name="description"');
});

test('a contradiction shows both sides with speaker, stance, day and grade, without JavaScript', async ({
  page,
}) => {
  await page.goto('/contradictions');
  const groups = page
    .getByRole('region', { name: 'Statements that stand against each other' })
    .getByRole('article');
  expect(await groups.count()).toBeGreaterThan(0);
  for (const group of await groups.all()) {
    const sides = group.locator('div', { has: page.locator(':scope > h4') });
    expect(await sides.count()).toBeGreaterThanOrEqual(2);
    for (const side of await sides.all()) {
      await expect(side).toContainText(/Grade [A-F][1-6]: /);
      await expect(side).toContainText(/ (says|say|denies|deny|doubts|doubt)/);
    }
  }
});
