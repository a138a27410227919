import { expect, type Page, test } from '@playwright/test';
import { antiterrorLaws, draft, platform } from './page-list.ts';

test.use({ javaScriptEnabled: false });

test('the pilot is planned and alleged anonymously: nothing says that it runs', async ({ page }) => {
  await page.goto(platform);
  const where = page.getByRole('region', { name: 'Where', exact: true });
  await expect(where).toContainText('planned for Xinjiang');
  await expect(where).toContainText('Alleged anonymously');
  const runs = /(applies in|piloted in|runs in|operational in)\s*(Xinjiang|Tibet)/;
  expect(await page.getByRole('main').textContent()).not.toMatch(runs);
  // Other programs do run there: only what stands beside this one's name is asked.
  for (const path of ['/programs', '/places/CN-XJ', '/places/CN-XZ']) {
    await page.goto(path);
    const items = page.getByRole('main').locator('li', { has: page.locator(`a[href="${platform}"]`) });
    const texts = await items.allTextContents();
    expect(texts.length, path).toBeGreaterThan(0);
    for (const text of texts) expect(text, path).not.toMatch(runs);
  }
});

for (const day of ['2015-07-31', '2016-03-03', '2026-11-23']) {
  test(`the draft is never law (${day})`, async ({ page }) => {
    await page.goto(`${draft}?on=${day}`);
    const main = page.getByRole('main');
    await expect(main).toContainText('Only a draft');
    await expect(main).not.toContainText(/^In force on \d/);
    await expect(main).not.toContainText('Last known in force');
    await expect(main).toContainText('would be allowed to access user data');
    expect(await main.textContent()).not.toMatch(/may access user data/);
    await page.goto(`/places/CN?on=${day}`);
    expect(await page.getByRole('main').textContent()).not.toMatch(/may access user data/);
  });
}

test('a law is in force on a day only from its first day on', async ({ page }) => {
  const main = page.getByRole('main');
  await page.goto(`${antiterrorLaws}?on=2015-12-31`);
  await expect(main).toContainText('Not in force on 31 December 2015');
  await page.goto(`${antiterrorLaws}?on=2016-01-01`);
  await expect(main).toContainText('In force on 1 January 2016');
});

test('a power is never carried to a day for which nothing held tells of it', async ({ page }) => {
  const powers = page.getByRole('region', { name: 'Who may compel or access what' });
  await page.goto('/places/CN');
  await expect(
    powers.locator('li', { hasText: 'Authorities in China may access bank accounts' }).first(),
  ).toContainText('Last known in force on 3 March 2016');
  await page.goto('/places/CN?on=1900-01-01');
  await expect(powers).toContainText('No power is held for that day.');
  await expect(powers.getByRole('heading', { level: 3 })).toHaveText([
    'Under laws not in force on that day',
    'What drafts would allow',
    'Told only by a later source',
  ]);
});

test('the day of the article is not the day of a report or a person that it cites', async ({ page }) => {
  for (const path of ['/organizations/baidu', platform]) {
    await page.goto(path);
    const text = (await page.getByRole('main').textContent()) ?? '';
    expect(text, path).not.toMatch(/(not named further|chief engineer of the developer), 3 March 2016/);
  }
});

test('a place with rows never reads as one of which nothing is held', async ({ page }) => {
  for (const code of ['GI', 'JE', 'NC']) {
    await page.goto(`/places/${code}`);
    const main = page.getByRole('main');
    await expect(main).not.toContainText('Nothing is held about this place');
    await expect(main.getByRole('region', { name: 'What is not known' })).toContainText(
      'nobody here has researched it',
    );
  }
});

test('Baidu denies a part in the initiative, and not that it answers official requests', async ({ page }) => {
  await page.goto('/organizations/baidu');
  const main = page.getByRole('main');
  const denied = main.locator('li', { has: page.getByText('Only a denial is held of this:') });
  await expect(denied).toHaveCount(1);
  await expect(denied).toContainText('Antiterrorism data platform');
  await expect(denied).not.toContainText(/requests for information/);
  const cooperation = main.getByRole('region', { name: 'Who gets the data' });
  await expect(cooperation).not.toContainText('Denied');
});

/** The words of each page of a list, first to last, as a reader who follows “Next” sees them. */
async function* readPages(page: Page, path: string): AsyncGenerator<string> {
  await page.goto(path);
  for (;;) {
    yield (await page.getByRole('main').textContent()) ?? '';
    const next = page.getByRole('main').getByRole('link', { name: 'Next →' });
    if ((await next.count()) === 0) return;
    await next.click();
    await page.waitForLoadState('load');
  }
}

test('what Baidu denied is set beside what it is said to answer, with the reason why it is no contradiction', async ({
  page,
}) => {
  // Some thirty pages, each made when it is first asked for.
  test.setTimeout(240_000);
  for await (const groups of readPages(page, '/contradictions'))
    expect(groups).not.toMatch(/Baidu had no part/);
  let pair = '';
  for await (const text of readPages(page, '/contradictions/look-alikes')) {
    const reason = page.getByRole('region', { name: 'They are about different things' });
    const found = reason
      .getByRole('listitem')
      .filter({ hasText: 'had no part in the antiterror initiative' });
    if (text.includes('had no part in the antiterror initiative') && (await found.count()) > 0)
      pair += await found.allTextContents().then((all) => all.join(' '));
  }
  expect(pair).toContain('already cooperates when officials ask for information');
});

test('a denied part is marked as denied wherever it is named', async ({ page }) => {
  await page.goto(platform);
  const mention = page.getByRole('complementary').locator('li', { hasText: 'Baidu' });
  await expect(mention).toContainText('Denied');
});

test('the ministry does not run the platform', async ({ page }) => {
  await page.goto(platform);
  await expect(page.getByRole('region', { name: 'Who is behind it' })).not.toContainText(
    'Ministry of State Security',
  );
  await page.goto('/organizations/cn-ministry-of-state-security');
  await expect(page.getByRole('main')).not.toContainText('Antiterrorism data platform');
});

test('nothing that one article says twice counts as confirmed', async ({ page }) => {
  // Records that no other work speaks of.
  for (const path of [platform, antiterrorLaws]) {
    await page.goto(path);
    for (const group of await page.locator('section[aria-labelledby^="q-"]').all()) {
      await expect(group, path).not.toContainText('Reported by several');
    }
    await expect(page.getByRole('complementary'), path).toContainText(
      'Everything on this page comes from one source.',
    );
  }
});

test('the executive without a name is no record, and keeps the reason for that', async ({ page }) => {
  await page.goto('/places/CN-XZ');
  await expect(page.getByRole('main')).toContainText('name withheld: not authorized to speak in public');
  await page.goto('/search?q=executive&kind=person');
  await expect(page.getByRole('main')).toContainText('Nothing is held under');
});

test('opinions keep their speaker', async ({ page }) => {
  await page.goto(platform);
  const said = page.getByRole('region', { name: 'What is said about it' });
  for (const row of await said.locator('ul > li:has(> details)').all()) {
    const text = (await row.textContent()) ?? '';
    if (text.includes('opinion')) expect(text.split('How do you know?')[0]).toMatch(/:/);
  }
  expect(await said.locator('ul > li').count()).toBeGreaterThan(0);
});
