/**
 * How long a cancel takes until Train can be pressed again, in the built lab and a real browser, on every backend that starts
 * there: `npx tsx tests/bench/cancel.ts [backends, comma between] [times]`. WebGPU is the software adapter.
 */

import { loadavg } from 'node:os';
import { chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from '../../scripts/find-chromium.mjs';

const PORT = 4392;
const backends = (process.argv[2] ?? 'wasm,cpu,webgl,webgpu').split(',');
const times = Number(process.argv[3] ?? 10);
const server = await preview({ preview: { port: PORT, strictPort: true, host: '127.0.0.1' } });
const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
});

/** Waits for the engine; false where the backend is refused. */
async function open(page: Page, backend: string): Promise<boolean> {
  await page.goto(`http://127.0.0.1:${PORT}/?backend=${backend}`);
  await page.getByRole('banner').getByText('24 patients').waitFor();
  const chip = page.getByRole('banner').locator('summary').first();
  await page.waitForFunction(() => !/Looking/.test(document.querySelector('header summary')?.textContent ?? 'Looking'));
  console.log(`${backend}: ${await chip.textContent()}`);
  return !/No backend/.test((await chip.textContent()) ?? '');
}

/** From the press to the frame in which the button says Train again, by the page's own clock: Playwright's polling is no part of it. */
function cancel(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const button = (name: RegExp) =>
          [...document.querySelectorAll<HTMLButtonElement>('header button')].find((each) =>
            name.test(each.textContent ?? ''),
          );
        const pressed = performance.now();
        new MutationObserver((_, observer) => {
          if (!button(/^Train/)) return;
          observer.disconnect();
          resolve(performance.now() - pressed);
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
        button(/^Cancel/)?.click();
      }),
  );
}

/** Every other cancel comes while the models are made ready, the others while they train. */
async function measure(page: Page): Promise<number[]> {
  const found: number[] = [];
  const train = page.getByRole('banner').getByRole('button', { name: 'Train', exact: true });
  const status = page.getByRole('navigation');
  for (let turn = 0; turn < times; turn++) {
    await train.click();
    await status.getByText(turn % 2 ? /\d\/6/ : /Preparing the models|first step|\d\/6/).waitFor({ timeout: 400_000 });
    await page.waitForTimeout(130 * turn);
    found.push(await cancel(page));
  }
  return found.sort((a, b) => a - b);
}

for (const backend of backends) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(400_000);
  // tsx wraps functions to keep their names, also those that run in the page, where its wrapper does not exist.
  await page.addInitScript('globalThis.__name = (named) => named');
  if (await open(page, backend)) {
    const found = await measure(page);
    const at = (share: number): string => `${(found[Math.round(share * (found.length - 1))] as number).toFixed(0)} ms`;
    console.log(
      `${backend}: ${times} cancels, min ${at(0)}, median ${at(0.5)}, max ${at(1)}; load of the machine ${loadavg()[0]?.toFixed(1)}`,
    );
  }
  await page.close();
}
await browser.close();
await server.close();
