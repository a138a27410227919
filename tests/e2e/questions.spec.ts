import { expect, type Page, test } from '@playwright/test';

// Ten questions of readers, each from the front page by typing and clicking alone: docs/corpus/reader-questions.md.
test.use({ javaScriptEnabled: false });

const main = (page: Page) => page.getByRole('main');
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

async function search(page: Page, words: string): Promise<void> {
  await page.goto('/');
  const field = main(page).getByRole('searchbox');
  await field.fill(words);
  await field.press('Enter');
}

async function follow(page: Page, name: string | RegExp): Promise<void> {
  await main(page)
    .getByRole('link', typeof name === 'string' ? { name, exact: true } : { name })
    .first()
    .click();
}

async function open(page: Page, section: string): Promise<void> {
  await page.goto('/');
  await page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('link', { name: section, exact: true })
    .click();
}

/** The statement, and the passage state and source that stand behind it. */
async function expectAnswer(page: Page, text: string | RegExp): Promise<void> {
  const fact = main(page).getByRole('listitem').filter({ hasText: text }).first();
  await expect(fact).toBeVisible();
  await expect(fact).toContainText(/Verified|Lost|Not checkable here/);
  await expect(fact).toContainText(/Grade|Source/);
}

test('1. Who built the policing platform of Xinjiang, and who says so?', async ({ page }) => {
  await search(page, 'IJOP');
  await follow(page, 'Integrated Joint Operations Platform');
  await expect(heading(page)).toHaveText('Integrated Joint Operations Platform');
  await expectAnswer(page, 'Hebei Far East Communication System Engineering Company built the platform.');
});

test('2. How long does Oakland keep plate reads, and who got them?', async ({ page }) => {
  await search(page, 'Oakland plate readers');
  await follow(page, '[License plate readers of the Oakland police]');
  await expectAnswer(page, 'Data is kept for 30 days.');
  await expectAnswer(page, /Seven federal agencies got information/);
});

test('3. Which court found fault with bulk interception in Britain, and with what?', async ({ page }) => {
  await search(page, 'Big Brother Watch');
  await follow(page, 'Big Brother Watch and Others v. the United Kingdom');
  await expectAnswer(page, /violations of Articles 8 and 10/);
  await expectAnswer(page, 'The court decided the case on 25 May 2021.');
});

test('4. Does Safaricom hand call data to the police without a court order? What does it say?', async ({
  page,
}) => {
  await search(page, 'Safaricom');
  await follow(page, 'Safaricom');
  await expect(main(page)).toContainText('Safaricom says that no order was served.');
  await follow(page, '[National police surveillance system (Kenya)]');
  await expect(heading(page)).toContainText('National police surveillance system (Kenya)');
});

test('5. What applies where I live, and what has nobody looked into? Uruguay', async ({ page }) => {
  await open(page, 'What applies here');
  await page.getByLabel('Country or territory').selectOption('UY');
  await page.getByRole('button', { name: 'Show what applies' }).click();
  await expect(heading(page)).toHaveText('What applies in Uruguay');
  await expect(main(page)).toContainText('El Guardián');
  await expect(main(page)).toContainText('Not known whether it was in force');
  await expect(main(page)).toContainText(/\d+ open questions/);
});

test('6. Which agreement lets British police ask an American provider directly, and since when?', async ({
  page,
}) => {
  await open(page, 'Laws');
  await follow(page, 'Treaties, and laws of unions');
  await follow(page, 'U.S.-UK Bilateral Data Access Agreement');
  await expectAnswer(page, 'The agreement entered into force on 3 October 2022.');
  await expect(main(page)).toContainText('A request has to concern a serious crime');
});

test('7. Who denied what, although nobody on file says it?', async ({ page }) => {
  await open(page, 'Contradictions');
  await follow(page, 'Denied or doubted, without anyone on file who asserts it');
  await expect(main(page)).toContainText(
    'The ministry says that ordinary people who enter will not be inspected.',
  );
});

test('8. Where do the data of air passengers go, and under which law?', async ({ page }) => {
  await open(page, 'Data flows');
  const row = main(page)
    .getByRole('row')
    .filter({ hasText: 'air carriers' })
    .filter({ hasText: 'Department of Homeland Security' })
    .first();
  await expect(row).toContainText('compelled');
  await row.getByRole('link', { name: /^Agreement between the United States of America/ }).click();
  await expect(main(page)).toContainText('passenger');
});

test('9. Does the source still say what is quoted, and was our line changed since?', async ({ page }) => {
  await search(page, 'Skynet');
  await follow(page, 'Skynet');
  await page.locator('summary', { hasText: 'How do you know?' }).first().click();
  await follow(page, /^claim c\d+$/);
  await expect(main(page)).toContainText(/Verified|Not checkable here/);
  await expect(main(page)).toContainText(/sha256|seen on \d+ \w+ 20\d\d/);
  // Beside it stands “proof” once the newest entry is signed, which nobody does in a test.
  await follow(page, /^\d+ log entr(y|ies)$/);
  await expect(page).toHaveURL(/\/log\?/);
  await expect(main(page)).toContainText(/Claims file of|version/i);
});

test('10. Which laws of China name the powers of state security, and is each in force today?', async ({
  page,
}) => {
  await open(page, 'Laws');
  await follow(page, 'China');
  await follow(page, /^National Intelligence Law/);
  await expect(main(page)).toContainText('In force on a given day?');
  await expect(main(page)).toContainText('Who may compel what from whom');
});
