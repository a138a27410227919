import { type Browser, chromium, type Page } from '@playwright/test';
import { z } from 'zod';
import { ensureChromium } from '../../chromium.ts';
import { servePeer } from './browser-peer.ts';
import { findLongestTask, traceCategories } from './longest-task.ts';
import type { SyntheticDevice } from './synthetic-devices.ts';

/** What one view of our map was measured at. */
export type BrowserView = {
  name: string;
  /** Compressed bytes of cubes and single devices, and their number, until the view stood. */
  tileBytes: number;
  tiles: number;
  /** Milliseconds from a changed box to everything laid out by the engine that it changes: each of several changes. */
  filterMs: number[];
  /** Technologies that are chosen after each of these changes; none: all devices. */
  filters: string[][];
  /** Requests that these changes made, of whatever kind. */
  filterRequests: number;
  /** Longest task of the main thread while filtering and panning, in processor time, without the engine's drawing (ms). */
  longestTaskMs: number;
  /** Longest run of script on the main thread while filtering and panning, without the engine's drawing (ms). */
  longestScriptMs: number;
  /** Longest drawing of a frame by the engine (ms); software rendering on a machine without a GPU. */
  longestFrameMs: number;
};

export type BrowserFigures = {
  views: BrowserView[];
  /** The peer's load and its changes to the same filters in milliseconds; null where it was not run. */
  peer: { loadMs: number; filterMs: number[] } | null;
};

const views = [
  { name: 'world', path: '/map' },
  { name: 'Europe', path: '/map?bbox=-12,36,28,60' },
  { name: 'Rhine', path: '/map?bbox=5,49,9.5,52' },
  { name: 'London', path: '/map?bbox=-0.3,51.4,0.1,51.6' },
];

/** Boxes that are ticked one after the other, and then cleared: in the end all devices are shown again. */
const toggled = ['bench.t0', 'bench.t1', 'bench.t2'];

const flags = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-dev-shm-usage',
];

/**
 * Measures the map of a running site in Chromium, and the peer beside it in the same browser.
 *
 * @param site address of a site whose database holds the synthetic devices
 * @param devices the same devices for the peer; null leaves it out (at 10 million it needs more memory than there is)
 */
export async function measureInBrowser(
  site: string,
  devices: readonly SyntheticDevice[] | null,
  report: (line: string) => void,
): Promise<BrowserFigures> {
  const browser = await chromium.launch({ executablePath: ensureChromium(report), args: flags });
  try {
    const measured: BrowserView[] = [];
    for (const view of views) {
      report(`our map: ${view.name}`);
      measured.push(await measureView(browser, site, view));
    }
    if (devices === null) return { views: measured, peer: null };
    report('the peer: one GeoJSON, clustered by MapLibre');
    const filters = measured[0]?.filters ?? [];
    return { views: measured, peer: await measurePeer(browser, devices, filters) };
  } finally {
    await browser.close();
  }
}

async function measureView(
  browser: Browser,
  site: string,
  { name, path }: (typeof views)[number],
): Promise<BrowserView> {
  // Without fading names, as the peer is drawn: software draws each frame of a fade for as long as all the rest.
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  try {
    const tiles: Promise<number>[] = [];
    let requests = 0;
    page.on('request', (request) => {
      // Chromium asks for the page's icon anew whenever the address bar changes.
      if (!request.url().includes('/icon.svg')) requests += 1;
    });
    page.on('requestfinished', (request) => {
      if (/\/tiles\/(cubes|devices)\//.test(request.url()))
        tiles.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.goto(new URL(path, site).href);
    await page.getByText(/devices? in this view: .* Zoom \d/).waitFor({ timeout: 120_000 });
    await settle(page);
    const bytes = await Promise.all(tiles);
    await watchScripts(page);
    await browser.startTracing(page, { categories: traceCategories });
    requests = 0;
    const changes: Change[] = [];
    const boxes = page.locator('input[name="technology"]');
    for (const technology of [...toggled, ...toggled]) changes.push(await measureFilter(page, technology));
    await settle(page);
    const filterRequests = requests;
    await boxes.first().blur();
    await pan(page);
    const longestTaskMs = findLongestTask(await browser.stopTracing(), 'map-cells-laid');
    const scripts = await readScripts(page);
    return {
      name,
      tileBytes: bytes.reduce((sum, size) => sum + size, 0),
      tiles: bytes.length,
      filterMs: changes.map(({ ms }) => ms),
      filters: changes.map(({ technologies }) => technologies),
      filterRequests,
      longestTaskMs,
      ...scripts,
    };
  } finally {
    await page.close();
  }
}

const changeSchema = z.object({ ms: z.number().or(z.nan()), technologies: z.array(z.string()) });
type Change = z.infer<typeof changeSchema>;

/** Toggles a box and waits for the mark that the map sets when all that it shows is laid out anew. */
async function measureFilter(page: Page, technology: string): Promise<Change> {
  const change = await page.evaluate(async (code) => {
    const box = document.querySelector<HTMLInputElement>(`input[name="technology"][value="${code}"]`);
    if (box === null) throw new Error('there is no such box');
    performance.clearMarks('map-cells-laid');
    const started = performance.now();
    box.click();
    for (;;) {
      const mark = performance.getEntriesByName('map-cells-laid').find((entry) => entry.startTime > started);
      const ms = mark === undefined ? Number.NaN : mark.startTime - started;
      if (mark !== undefined || performance.now() - started > 5000) {
        const chosen = document.querySelectorAll<HTMLInputElement>('input[name="technology"]:checked');
        return { ms, technologies: [...chosen].map(({ value }) => value) };
      }
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
  }, technology);
  await page.waitForTimeout(700);
  return changeSchema.parse(change);
}

async function pan(page: Page): Promise<void> {
  const canvas = page.locator('.maplibregl-canvas');
  const box = await canvas.boundingBox();
  if (box === null) return;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  await page.mouse.move(middle.x - 240, middle.y - 60, { steps: 12 });
  await page.mouse.up();
  await settle(page);
}

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(1500);
}

/** Long animation frames name the scripts that ran in them, and whether they drew a frame or did something else. */
async function watchScripts(page: Page): Promise<void> {
  await page.evaluate(() => {
    const found: unknown[] = [];
    Object.assign(window, { benchScripts: found });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) found.push(...JSON.parse(JSON.stringify(entry)).scripts);
    }).observe({ type: 'long-animation-frame' });
  });
}

const scriptsSchema = z.array(
  z
    .object({ invoker: z.string(), invokerType: z.string(), duration: z.number() })
    .transform(({ invoker, invokerType, duration }) => ({
      invoker: `${invokerType} ${invoker}`,
      ms: duration,
    })),
);

async function readScripts(page: Page): Promise<Pick<BrowserView, 'longestScriptMs' | 'longestFrameMs'>> {
  const read = await page.evaluate(() => Reflect.get(window, 'benchScripts'));
  const scripts = scriptsSchema.parse(read);
  // The engine draws in callbacks of requestAnimationFrame, and nothing else on the page uses one.
  const isFrame = ({ invoker }: { invoker: string }) => invoker.includes('FrameRequestCallback');
  const longest = (some: typeof scripts) => some.reduce((most, { ms }) => Math.max(most, ms), 0);
  return {
    longestScriptMs: longest(scripts.filter((script) => !isFrame(script))),
    longestFrameMs: longest(scripts.filter(isFrame)),
  };
}

async function measurePeer(
  browser: Browser,
  devices: readonly SyntheticDevice[],
  filters: readonly string[][],
): Promise<{ loadMs: number; filterMs: number[] }> {
  const { url, server } = await servePeer(devices);
  const page = await browser.newPage({ viewport: { width: 912, height: 740 } });
  page.setDefaultTimeout(600_000);
  try {
    await page.goto(url);
    await page.waitForFunction(() => Reflect.get(window, 'ready') === true);
    const loadMs = z.number().parse(await page.evaluate(() => Reflect.get(window, 'load')()));
    const filterMs: number[] = [];
    for (const technologies of filters) {
      const ms = await page.evaluate((codes) => Reflect.get(window, 'filter')(codes), technologies);
      filterMs.push(z.number().parse(ms));
      await page.waitForTimeout(1000);
    }
    return { loadMs, filterMs };
  } finally {
    await page.close();
    server.close();
  }
}
