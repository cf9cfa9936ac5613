/**
 * A day of ECG in the strip, in the built lab and a real browser: `npx tsx tests/bench/strip.ts [hours] [Hz]` (24 and 360:
 * 187 MB of int16). Time until it is drawn, memory, and the frames of every way to move through it.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, chromium } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from '../../scripts/find-chromium.mjs';
import { writeHolter } from './holter';

/** Two checkouts on one machine give each run a port of its own. */
const PORT = Number(process.env.LAB_TEST_PORT ?? 4391);
const hours = Number(process.argv[2] ?? 24);
const samplingRateHz = Number(process.argv[3] ?? 360);
const say = (what: string, value: string): void => console.log(`${what.padEnd(52)} ${value}`);

const folder = mkdtempSync(join(tmpdir(), 'holter-'));
const files = writeHolter(folder, 'day', hours, samplingRateHz);
const megabytes = (3 * 2 * hours * 3600 * samplingRateHz) / 1e6;
say('recording', `${hours} h, 3 leads at ${samplingRateHz} Hz, ${megabytes.toFixed(0)} MB`);

const server = await preview({ preview: { port: PORT, strictPort: true } });
const executablePath = findChromium();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(`http://localhost:${PORT}/?backend=cpu`);
const header = page.getByRole('banner');
await header.getByText('24 patients').waitFor();
await page.getByText('plain JavaScript').first().waitFor();

const debug: CDPSession = await page.context().newCDPSession(page);
// The time that the thread itself worked: another program on the same cores does not count.
await debug.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
await debug.send('Performance.enable');
async function metric(name: string): Promise<number> {
  const { metrics } = await debug.send('Performance.getMetrics');
  return metrics.find((each) => each.name === name)?.value ?? Number.NaN;
}

const chooser = page.waitForEvent('filechooser');
await header.getByRole('button', { name: 'Open files' }).click();
const chosen = await chooser;
await page.evaluate(() => {
  const watch = {
    drawn: 0,
    started: performance.now(),
    look(now: number): void {
      const paper = document.querySelector('#strip-paper');
      if (/^ECG of day/.test(paper?.getAttribute('aria-label') ?? '')) watch.drawn = now - watch.started;
      else requestAnimationFrame(watch.look);
    },
  };
  Object.assign(window, { watch });
  requestAnimationFrame(watch.look);
});
await chosen.setFiles(files);
await page.waitForFunction(() => (window as unknown as { watch: { drawn: number } }).watch.drawn > 0, undefined, {
  timeout: 300_000,
});
const drawn = await page.evaluate(() => (window as unknown as { watch: { drawn: number } }).watch.drawn);
say('from choosing the files to the first picture', `${(drawn / 1000).toFixed(2)} s`);

async function sayMemory(when: string): Promise<void> {
  await debug.send('HeapProfiler.collectGarbage');
  const heap = (await metric('JSHeapUsedSize')) / 1e6;
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
const box = await strip.boundingBox();
const bar = await page.getByRole('scrollbar', { name: 'Position in the recording' }).boundingBox();
if (!box || !bar) throw new Error('The strip is not on the page.');
const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
const { mouse, keyboard } = page;

async function frames(what: string, act: () => Promise<void>): Promise<void> {
  const cpuBefore = await metric('TaskDuration');
  await page.evaluate(() => {
    // A method, because the names that tsx gives to functions do not exist in the page.
    const watch = {
      frames: [] as number[],
      before: performance.now(),
      on: true,
      step(now: number): void {
        watch.frames.push(now - watch.before);
        watch.before = now;
        if (watch.on) requestAnimationFrame(watch.step);
      },
    };
    Object.assign(window, { watch });
    requestAnimationFrame(watch.step);
  });
  await act();
  const all = await page.evaluate(() => {
    const { watch } = window as unknown as { watch: { frames: number[]; on: boolean } };
    watch.on = false;
    return watch.frames;
  });
  const cpu = (1000 * ((await metric('TaskDuration')) - cpuBefore)) / all.length;
  const sorted = all.slice(1).sort((a, b) => a - b);
  const p95 = sorted[Math.floor(0.95 * sorted.length)] ?? Number.NaN;
  const worst = sorted.at(-1) ?? Number.NaN;
  const late = sorted.filter((each) => each > 33.4).length;
  say(
    what,
    `${sorted.length} frames, p95 ${p95.toFixed(1)} ms, worst ${worst.toFixed(1)} ms, ${late} past 33 ms; the page works ${cpu.toFixed(1)} ms a frame`,
  );
}

const repeat = async (times: number, act: (turn: number) => Promise<void>): Promise<void> => {
  for (let turn = 0; turn < times; turn++) await act(turn);
};
const drag = async (): Promise<void> => {
  await mouse.move(x, y);
  await mouse.down();
  await repeat(150, (turn) => mouse.move(x + 400 * Math.sin(turn / 12), y));
  await mouse.up();
};
const zoomOut = async (steps: number): Promise<void> => {
  await strip.focus();
  await repeat(steps, () => keyboard.press('-'));
};

await mouse.move(x, y);
await page.waitForTimeout(1500);
await frames('nothing moves', () => page.waitForTimeout(1500));
await frames('wheel, 25 mm/s', () => repeat(150, () => mouse.wheel(60, 0)));
await frames('drag, 25 mm/s', drag);
await zoomOut(8);
await frames('drag, about 6 minutes on the screen', drag);
await zoomOut(8);
await frames('drag, about 2.5 hours on the screen', drag);
await zoomOut(8);
await frames('wheel zoom, from the whole day to 1 s and back', async () => {
  await mouse.move(x, y);
  await keyboard.down('Control');
  await repeat(75, () => mouse.wheel(0, -100));
  await repeat(75, () => mouse.wheel(0, 100));
  await keyboard.up('Control');
});
await strip.focus();
await keyboard.press('0');
await page.waitForTimeout(500);
await frames('overview, dragged through the whole day', async () => {
  await mouse.move(bar.x + 2, bar.y + bar.height / 2);
  await mouse.down();
  await repeat(150, (turn) => mouse.move(bar.x + ((turn + 1) / 151) * bar.width, bar.y + bar.height / 2));
  await mouse.up();
});
await page.getByRole('button', { name: 'More', exact: true }).click();
await page.getByLabel('Layout of the leads').selectOption('stacked');
await strip.scrollIntoViewIfNeeded();
await page.waitForTimeout(500);
await frames('drag, three leads, 25 mm/s', drag);
await sayMemory('after all of that');
await browser.close();
await server.close();
rmSync(folder, { recursive: true });
