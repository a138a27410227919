import { expect, type Locator, type Page } from '@playwright/test';

/** Views with devices of the packs in them. */
export const paris = '/map?bbox=2.2,48.8,2.5,48.92';
export const street = '/map?bbox=2.333,48.863,2.347,48.869';

/** The drawn map; what has the keyboard's focus. */
export function mapRegion(page: Page): Locator {
  return page.getByRole('region', { name: /^Map\. Arrow keys/ });
}

/** Until the map is drawn and has counted what is in view. Software rendering on a busy machine takes its time. */
export async function waitForMap(page: Page): Promise<void> {
  await expect(mapRegion(page)).toBeVisible({ timeout: 45_000 });
  await expect(page.getByText(/devices? in this view: .* Zoom \d/)).toBeVisible({ timeout: 45_000 });
}

/** The number in the sentence under the map. */
export async function readMapTotal(page: Page): Promise<number> {
  return readNumber(await page.getByText(/devices? in this view: .* Zoom \d/).textContent());
}

/** The number above the list. Scrolling there brings it up to the map. */
export async function readListTotal(page: Page): Promise<number> {
  const list = page.locator('#list');
  await list.evaluate((element) => element.scrollIntoView());
  await expect(list).toHaveAttribute('aria-busy', 'false', { timeout: 20_000 });
  return readNumber(
    await list
      .getByText(/devices? in this view/)
      .first()
      .textContent(),
  );
}

/** Pixels of about a color (red, green, blue) in the picture of the map: what is drawn, whichever engine draws it. */
export async function countPixels(page: Page, color: readonly [number, number, number]): Promise<number> {
  const picture = (await mapRegion(page).screenshot()).toString('base64');
  return page.evaluate(
    async ({ data, wanted }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const { data: pixels } = context?.getImageData(0, 0, image.width, image.height) ?? { data: [] };
      let count = 0;
      for (let i = 0; i < pixels.length; i += 4) {
        if (wanted.every((value, part) => Math.abs((pixels[i + part] ?? 0) - value) < 12)) count += 1;
      }
      return count;
    },
    { data: picture, wanted: [...color] },
  );
}

/** Addresses that the page asks for from now on. */
export function watchRequests(page: Page): string[] {
  const requests: string[] = [];
  page.on('request', (request) => {
    // Chromium asks for the page's icon anew whenever the address bar changes.
    if (!request.url().includes('/icon.svg')) requests.push(request.url());
  });
  return requests;
}

function readNumber(text: string | null): number {
  return Number((/[\d,]+/.exec(text ?? '')?.[0] ?? '').replaceAll(',', ''));
}
