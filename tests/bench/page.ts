/**
 * What a person waits for, in the built lab and a real browser: `npx tsx tests/bench/page.ts [folder of MIT-BIH]`.
 * First heartbeat, the quick preset, reading 48 records (and the longest task of the page meanwhile). Cancelling has a bench of
 * its own (`cancel.ts`), and so has the strip (`strip.ts --hours 0.5` for a record as long as those of MIT-BIH).
 */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from '../../scripts/find-chromium.mjs';

const PORT = 4390;
const folder = process.argv[2] ?? join(process.env.ECG_DATA ?? '../shared/data', 'mitdb');
const server = await preview({ preview: { port: PORT, strictPort: true } });
const executablePath = findChromium();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });

async function open(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => {
    const longest = { milliseconds: 0 };
    Object.assign(window, { longest });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.milliseconds = Math.max(longest.milliseconds, duration);
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(`http://localhost:${PORT}/?backend=wasm`);
  return page;
}

const longestTask = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { longest: { milliseconds: number } }).longest.milliseconds);
const header = (page: Page) => page.getByRole('banner');
const say = (what: string, value: string): void => console.log(`${what.padEnd(44)} ${value}`);

async function timed(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return (performance.now() - started) / 1000;
}

const page = await open();
const drawn = await timed(() => page.getByRole('img', { name: /^Time of the selected beat/ }).waitFor());
say('first heartbeat in every representation', `${drawn.toFixed(2)} s after loading`);
await header(page).getByText('24 patients').waitFor();
await header(page).getByText(/^WASM/).first().waitFor();
say('engine', (await header(page).getByText(/^WASM/).first().textContent()) ?? '');

const train = header(page).getByRole('button', { name: 'Train', exact: true });
const race = await timed(async () => {
  await train.click();
  await page
    .getByRole('navigation')
    .getByText(/finished/)
    .waitFor({ timeout: 600_000 });
});
say('quick preset on the built-in cohort', `${race.toFixed(1)} s`);

await page.close();

const reader = await open();
await header(reader).getByText('24 patients').waitFor();
await header(reader).getByText(/^WASM/).first().waitFor();
await reader.evaluate(() => Object.assign((window as unknown as { longest: object }).longest, { milliseconds: 0 }));
const chooser = reader.waitForEvent('filechooser');
await header(reader).getByRole('button', { name: 'Open files' }).click();
const files = readdirSync(folder).filter((name) => /\.(hea|dat|atr)$/.test(name));
const reading = await timed(async () => {
  await (await chooser).setFiles(files.map((name) => join(folder, name)));
  // Not by a role: to find one, Playwright walks over the whole page, in tasks of the page that are measured here.
  await reader.waitForFunction(() =>
    /48 recordings|47 patients/.test(document.querySelector('header')?.textContent ?? ''),
  );
});
say(`reading ${files.length} files of 48 records`, `${reading.toFixed(2)} s`);
say('longest task of the page meanwhile', `${(await longestTask(reader)).toFixed(0)} ms`);

await browser.close();
await server.close();
