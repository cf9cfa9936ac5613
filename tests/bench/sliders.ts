/**
 * From moving a slider of a representation to the repainted picture of the selected beat, in the built lab and a real
 * browser: `npx tsx tests/bench/sliders.ts [file ...]` (the built-in cohort without files; all files of one recording else:
 * `../shared/data/mitdb/100.*`).
 * Every numeric parameter of every representation, moved one step at a time; the goal is 100 ms.
 */

import { cpus, loadavg } from 'node:os';
import { chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from '../../scripts/find-chromium.mjs';

const PORT = Number(process.env.LAB_TEST_PORT ?? 4392);
const GOAL_MILLISECONDS = 100;
const MOVES = 7;
const files = process.argv.slice(2);

const server = await preview({ preview: { port: PORT, strictPort: true } });
const executablePath = findChromium();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
// The names that tsx gives to functions do not exist in the page.
await page.addInitScript('globalThis.__name = (named) => named');
await page.goto(`http://localhost:${PORT}/?backend=cpu`);
const header = page.getByRole('banner');
await header.getByText('24 patients').waitFor();
await page.getByText('plain JavaScript').first().waitFor();
if (files.length > 0) {
  await page.locator('input[type=file]').first().setInputFiles(files);
  await header.getByText('Your files').waitFor();
}

const room = page.getByRole('region', { name: 'Representations' });
const more = room.getByText('More representations');
while (await more.isVisible()) {
  await more.click();
  await room.locator('details li button').first().click();
  if (await more.isVisible()) await more.press('Escape');
}
await page.getByRole('button', { name: /^Adjust Time/ }).click();
await page.waitForTimeout(2000);

const debug = await page.context().newCDPSession(page);
await debug.send('Performance.enable', { timeDomain: 'threadTicks' });

/** Seconds that the page's own thread has worked: whatever else the machine does. */
async function threadSeconds(): Promise<number> {
  const { metrics } = await debug.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

interface Measured {
  readonly representation: string;
  readonly parameter: string;
  /** Milliseconds of each move, ascending. */
  readonly times: readonly number[];
  /** Milliseconds that the page's thread worked a move, the panels that follow later included. */
  readonly thread: number;
}

const rows: Measured[] = [];
for (const card of await room.getByRole('article').all()) {
  const representation = (await card.getAttribute('data-modality')) ?? '';
  for (const slider of await card.locator('input[type=range]').all()) {
    const id = (await slider.getAttribute('id')) ?? '';
    const parameter = (await card.locator(`label[for="${id}"]`).textContent()) ?? '';
    const before = await threadSeconds();
    const times = await timesOf(page, id, representation);
    rows.push({ representation, parameter, times, thread: (1000 * ((await threadSeconds()) - before)) / times.length });
  }
}

/** Moves a slider to and fro from inside the page, so that no other program's turn is counted in. */
async function timesOf(within: Page, id: string, representation: string): Promise<number[]> {
  return within.evaluate(
    async ([sliderId, modality, moves]) => {
      const slider = document.getElementById(sliderId) as HTMLInputElement;
      const card = document.querySelector(`article[data-modality="${modality}"]`) as HTMLElement;
      const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      const drawing = CanvasRenderingContext2D.prototype;
      const put = drawing.putImageData;
      let onChange = (): void => undefined;
      /** Until the first change of a picture in the card is painted: the frame after it has begun and ended. */
      const moved = (value: number): Promise<number> =>
        new Promise((resolve) => {
          const started = performance.now();
          const observer = new MutationObserver((records) => {
            const elements = records.map(({ target }) => (target instanceof Element ? target : target.parentElement));
            if (elements.some((element) => element?.closest('svg, figure, [role=img]'))) onChange();
          });
          const finish = (milliseconds: number): void => {
            onChange = () => undefined;
            observer.disconnect();
            resolve(milliseconds);
          };
          const giveUp = setTimeout(() => finish(Number.NaN), 3000);
          onChange = () => {
            onChange = () => undefined;
            clearTimeout(giveUp);
            requestAnimationFrame(() => setTimeout(() => finish(performance.now() - started)));
          };
          observer.observe(card, { subtree: true, childList: true, attributes: true, characterData: true });
          setValue?.call(slider, String(value));
          slider.dispatchEvent(new Event('input', { bubbles: true }));
        });
      drawing.putImageData = function (this: CanvasRenderingContext2D, ...given: unknown[]): void {
        (put as (...all: unknown[]) => void).apply(this, given);
        if (card.contains(this.canvas as HTMLCanvasElement)) onChange();
      } as typeof put;
      const [low, high, step] = [Number(slider.min), Number(slider.max), Number(slider.step)];
      const at = Number(slider.value);
      const times: number[] = [];
      for (let move = 0; move < moves; move++) {
        // Fewer, for one step more of the past changes nothing in the first beats of a recording.
        const other = step === 1 && at > low && at - low < 30 ? low : at + step <= high ? at + step : at - step;
        times.push(await moved(move % 2 === 0 ? other : at));
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      // Back where it was, for the next parameter may mean nothing otherwise: with three splits no wavelet packet is left out.
      if (Number(slider.value) !== at) await moved(at);
      drawing.putImageData = put;
      return times.sort((a, b) => a - b);
    },
    [id, representation, MOVES] as const,
  );
}

console.log(`Load of this machine: ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores.\n`);
console.log('| representation | parameter | median ms | worst ms | ms of the page\u2019s thread |');
console.log('| --- | --- | ---: | ---: | ---: |');
const slow: string[] = [];
for (const { representation, parameter, times, thread } of rows) {
  const median = times[times.length >> 1] ?? Number.NaN;
  const worst = times.at(-1) ?? Number.NaN;
  if (median > GOAL_MILLISECONDS) slow.push(`${representation}: ${parameter}`);
  const wall = Number.isNaN(worst) ? 'no change | no change' : `${median.toFixed(0)} | ${worst.toFixed(0)}`;
  console.log(`| ${representation} | ${parameter} | ${wall} | ${thread.toFixed(0)} |`);
}
console.log(slow.length === 0 ? `All within ${GOAL_MILLISECONDS} ms.` : `Slower: ${slow.join('; ')}.`);
await browser.close();
await server.close();
