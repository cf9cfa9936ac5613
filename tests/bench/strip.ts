/**
 * A day of ECG in the strip, in the built lab and a real browser: `npx tsx tests/bench/strip.ts [hours] [Hz] [openings]` (24,
 * 360 and 5: 187 MB of int16). Time until it is drawn, memory, and the frames of every way to move through it.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from '../../scripts/find-chromium.mjs';
import { writeHolter } from './holter';

/** Two checkouts on one machine give each run a port of its own. */
const PORT = Number(process.env.LAB_TEST_PORT ?? 4391);
const hours = Number(process.argv[2] ?? 24);
const samplingRateHz = Number(process.argv[3] ?? 360);
/** Openings: a machine that does other things, too, is told by the best of them. */
const RUNS = Number(process.argv[4] ?? 5);
const say = (what: string, value: string): void => console.log(`${what.padEnd(52)} ${value}`);

const folder = mkdtempSync(join(tmpdir(), 'holter-'));
const files = writeHolter(folder, 'day', hours, samplingRateHz);
const megabytes = (3 * 2 * hours * 3600 * samplingRateHz) / 1e6;
say('recording', `${hours} h, 3 leads at ${samplingRateHz} Hz, ${megabytes.toFixed(0)} MB`);

const server = await preview({ preview: { port: PORT, strictPort: true } });
const executablePath = findChromium();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
const system = await browser.newBrowserCDPSession();
const header = (page: Page) => page.getByRole('banner');

/** Seconds of a core that the page, its workers and the process that paints have taken: whatever else the machine does. */
async function cpuSeconds(): Promise<number> {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  const counted = processInfo.filter(({ type }) => type === 'renderer' || type === 'GPU');
  return counted.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** Until the page and its workers have nothing left to do. */
async function settled(page: Page): Promise<void> {
  let before = Number.NEGATIVE_INFINITY;
  for (let now = await cpuSeconds(); now - before > 0.15; now = await cpuSeconds()) {
    before = now;
    await page.waitForTimeout(1000);
  }
}

interface Opening {
  /** Seconds from choosing the files to the frame in which the strip shows the day, and until all of it was read. */
  readonly drawn: number;
  readonly whole: number;
  /** Seconds of a core until the first of them. */
  readonly cpu: number;
}

interface Watch {
  drawn: number;
  whole: number;
}

/** A new page that has opened the day. */
async function openDay(): Promise<{ readonly page: Page; readonly opening: Opening }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`http://localhost:${PORT}/?backend=cpu`);
  await header(page).getByText('24 patients').waitFor();
  await page.getByText('plain JavaScript').first().waitFor();
  await settled(page);
  const chooser = page.waitForEvent('filechooser');
  await header(page).getByRole('button', { name: 'Open files' }).click();
  const chosen = await chooser;
  await page.evaluate(() => {
    const watch = {
      drawn: 0,
      whole: 0,
      started: performance.now(),
      look(now: number): void {
        const paper = document.querySelector('#strip-paper');
        const isDrawn = /^ECG of day/.test(paper?.getAttribute('aria-label') ?? '');
        if (isDrawn) watch.drawn ||= now - watch.started;
        if (/Your files/.test(document.querySelector('header')?.textContent ?? '')) watch.whole = now - watch.started;
        else requestAnimationFrame(watch.look);
      },
    };
    Object.assign(window, { watch });
    requestAnimationFrame(watch.look);
  });
  const watched = (what: keyof Watch): Promise<unknown> =>
    page.waitForFunction((key) => (window as unknown as { watch: Watch }).watch[key] > 0, what, { timeout: 300_000 });
  const before = await cpuSeconds();
  await chosen.setFiles(files);
  await watched('drawn');
  const cpu = (await cpuSeconds()) - before;
  await watched('whole');
  const { drawn, whole } = await page.evaluate(() => (window as unknown as { watch: Watch }).watch);
  return { page, opening: { drawn: drawn / 1000, whole: whole / 1000, cpu } };
}

const openings: Opening[] = [];
for (let run = 1; run < RUNS; run++) {
  const { page, opening } = await openDay();
  openings.push(opening);
  await page.close();
}
const { page, opening } = await openDay();
openings.push(opening);
const bestAndMedian = (of: (opening: Opening) => number): string => {
  const sorted = openings.map(of).sort((a, b) => a - b);
  return `best ${sorted[0]?.toFixed(2)} s, median ${sorted[Math.floor(sorted.length / 2)]?.toFixed(2)} s`;
};
say(
  `choosing the files to the first picture, ${RUNS} times`,
  bestAndMedian(({ drawn }) => drawn),
);
say(
  'the same, of a core',
  bestAndMedian(({ cpu }) => cpu),
);
say(
  'until all of it was read',
  bestAndMedian(({ whole }) => whole),
);
const debug: CDPSession = await page.context().newCDPSession(page);
await debug.send('Performance.enable');
await settled(page);

async function sayMemory(when: string): Promise<void> {
  await debug.send('HeapProfiler.collectGarbage');
  const { metrics } = await debug.send('Performance.getMetrics');
  const heap = (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6;
  const whole = await page.evaluate(async () => {
    const measuring = performance as unknown as { measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }> };
    return (await measuring.measureUserAgentSpecificMemory?.())?.bytes ?? Number.NaN;
  });
  say(
    `memory ${when}`,
    `page's heap ${heap.toFixed(0)} MB; page and workers, arrays too, ${(whole / 1e6).toFixed(0)} MB`,
  );
}
await sayMemory('after reading');

const strip = page.getByRole('application', { name: /^ECG of day/ });
await strip.scrollIntoViewIfNeeded();

/**
 * Turns the wheel once a frame, for as many frames, from inside the page: pressed from outside, a move would wait for
 * another program's turn, and frames without a move would be counted in.
 */
async function frames(what: string, wheels: number, wheel: { deltaX?: number; deltaY?: number; ctrlKey?: boolean }) {
  const cpuBefore = await cpuSeconds();
  const all = await page.evaluate(
    ([count, init]) =>
      new Promise<number[]>((resolve) => {
        const paper = document.querySelector('#strip-paper') as HTMLElement;
        const clientX = paper.getBoundingClientRect().left + paper.clientWidth / 2;
        // A method, because the names that tsx gives to functions do not exist in the page.
        const watch = {
          frames: [] as number[],
          before: performance.now(),
          step(now: number): void {
            watch.frames.push(now - watch.before);
            watch.before = now;
            if (watch.frames.length > count) {
              resolve(watch.frames.slice(1));
              return;
            }
            const event = new WheelEvent('wheel', { ...init, clientX, bubbles: true, cancelable: true });
            if (init.deltaX || init.deltaY) paper.dispatchEvent(event);
            requestAnimationFrame(watch.step);
          },
        };
        requestAnimationFrame(watch.step);
      }),
    [wheels, wheel] as const,
  );
  const cpu = (1000 * ((await cpuSeconds()) - cpuBefore)) / all.length;
  const sorted = all.sort((a, b) => a - b);
  const p95 = sorted[Math.floor(0.95 * sorted.length)] ?? Number.NaN;
  const late = sorted.filter((each) => each > 33.4).length;
  say(
    what,
    `${sorted.length} frames, p95 ${p95.toFixed(1)} ms, worst ${(sorted.at(-1) ?? Number.NaN).toFixed(1)} ms, ` +
      `${late} past 33 ms; ${cpu.toFixed(1)} ms of a core a frame`,
  );
}

async function zoomOut(steps: number): Promise<void> {
  await strip.focus();
  for (let step = 0; step < steps; step++) await page.keyboard.press('-');
}

const FRAMES = 150;
const scroll = { deltaX: 40 };
await frames('nothing moves', FRAMES, {});
await frames('scrolling, 25 mm/s', FRAMES, scroll);
await zoomOut(8);
await frames('scrolling, 6 minutes on the screen', FRAMES, scroll);
await zoomOut(8);
await frames('scrolling, 2.6 hours on the screen', FRAMES, scroll);
await frames('zooming out to the whole day', FRAMES, { deltaY: 12, ctrlKey: true });
await frames('zooming in from the whole day', FRAMES, { deltaY: -12, ctrlKey: true });
await strip.focus();
await page.keyboard.press('0');
await page.waitForTimeout(600);
await page.keyboard.press('Home');
await page.waitForTimeout(600);
const pixelsOfADay = hours * 3600 * 25 * (96 / 25.4);
await frames('leaping through the whole day, 25 mm/s', FRAMES, { deltaX: pixelsOfADay / FRAMES });
await page.getByRole('button', { name: 'More', exact: true }).click();
await page.getByLabel('Layout of the leads').selectOption('stacked');
await strip.scrollIntoViewIfNeeded();
await page.waitForTimeout(600);
await frames('scrolling, three leads, 25 mm/s', FRAMES, { deltaX: -40 });
await sayMemory('after all of that');
await browser.close();
await server.close();
rmSync(folder, { recursive: true });
