/**
 * A day of ECG in the strip, in the built lab and a real browser: `npx tsx tests/bench/strip.ts [--hours 24] [--hz 360]
 * [--format wfdb|edf] [--leads 3|12] [--unannotated] [--openings 5]`. Time until it is drawn and until a beat is seen in its
 * card, memory, and the frames of every way to move through it; the layouts of twelve leads where there are twelve.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { framesWhile, type Wheel } from './strip/frames';
import { writeHolter } from './strip/holter-files';
import { heapMegabytes, LabBrowser } from './strip/lab-page';
import { type Opening, openDay, tapToCard } from './strip/opening';
import { readStripOptions } from './strip/options';

const FRAMES = 150;
const options = readStripOptions(process.argv.slice(2));
const { hours, samplingRateHz, format, leads, unannotated, openings: runs } = options;
const say = (what: string, value: string): void => console.log(`${what.padEnd(52)} ${value}`);

const folder = mkdtempSync(join(tmpdir(), 'holter-'));
const files = writeHolter(folder, 'day', options);
const megabytes = (leads * 2 * hours * 3600 * samplingRateHz) / 1e6;
say(
  'recording',
  `${hours} h, ${leads} leads at ${samplingRateHz} Hz, ${megabytes.toFixed(0)} MB, ${format}${unannotated ? ', no beats' : ''}`,
);
say('load of this machine', `${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`);
const lab = await LabBrowser.start();

async function openAll(): Promise<{ readonly page: Page; readonly openings: readonly Opening[] }> {
  const openings: Opening[] = [];
  for (;;) {
    const { page, opening } = await openDay(lab, files);
    openings.push(opening);
    if (openings.length === runs) return { page, openings };
    await page.close();
  }
}

const { page, openings } = await openAll();
const bestAndMedian = (of: (opening: Opening) => number): string => {
  const sorted = openings.map(of).sort((a, b) => a - b);
  return `best ${sorted[0]?.toFixed(2)} s, median ${sorted[Math.floor(sorted.length / 2)]?.toFixed(2)} s`;
};
say(
  `choosing the files to the first picture, ${runs} times`,
  bestAndMedian(({ drawn }) => drawn),
);
say(
  'the same, of a core',
  bestAndMedian(({ cpu }) => cpu),
);
say(
  `until all of it was read${unannotated ? ' and its R peaks found' : ''}`,
  bestAndMedian(({ whole }) => whole),
);
say(
  'from then to the card of the first beat',
  bestAndMedian(({ whole, card }) => card - whole),
);
await lab.settled(page);

async function sayMemory(when: string): Promise<void> {
  // The browser forgets the peak where it is asked for all memory.
  const peak = await lab.peakMegabytes();
  const { page: heap, all } = await heapMegabytes(page);
  say(
    `memory ${when}`,
    `page's heap ${heap.toFixed(0)} MB; page and workers, arrays too, ${all.toFixed(0)} MB; ` +
      `their process held ${peak.toFixed(0)} MB at most`,
  );
}
await sayMemory('after reading');

const strip = page.getByRole('application', { name: /^ECG of day/ });
await strip.scrollIntoViewIfNeeded();
const frames = async (what: string, wheel: Wheel): Promise<void> =>
  say(what, await framesWhile(lab, page, FRAMES, wheel));

async function press(key: string, times = 1): Promise<void> {
  await strip.focus();
  for (let time = 0; time < times; time++) await page.keyboard.press(key);
  await page.waitForTimeout(600);
}

async function chooseLayout(layout: string): Promise<void> {
  await page.getByLabel('Layout of the leads').selectOption(layout);
  await strip.scrollIntoViewIfNeeded();
  await page.waitForTimeout(600);
}

await press('End');
const taps: number[] = [];
for (let tap = 0; tap < 3; tap++) {
  taps.push(await tapToCard(page));
  await press('PageUp');
}
say('a tap on a beat to its card', taps.map((milliseconds) => `${milliseconds.toFixed(0)} ms`).join(', '));

const scroll = { deltaX: -40 };
await frames('nothing moves', {});
await frames('scrolling, 25 mm/s', scroll);
await press('-', 8);
await frames('scrolling, 6 minutes on the screen', scroll);
await press('-', 8);
await frames('scrolling, 2.6 hours on the screen', scroll);
await frames('zooming out to the whole day', { deltaY: 12, ctrlKey: true });
await frames('zooming in from the whole day', { deltaY: -12, ctrlKey: true });
await press('0');
await press('Home');
const pixelsOfADay = hours * 3600 * 25 * (96 / 25.4);
await frames('leaping through the whole day, 25 mm/s', { deltaX: pixelsOfADay / FRAMES });
await page.getByRole('button', { name: 'More', exact: true }).click();
for (const layout of leads === 12 ? ['3x4', '3x4+1', '6x2', '12x1', 'stacked'] : ['stacked']) {
  await chooseLayout(layout);
  await press('0');
  await frames(`${layout}: scrolling, 25 mm/s`, scroll);
  await press('-', 8);
  await frames(`${layout}: scrolling, 6 minutes on the screen`, scroll);
  await frames(`${layout}: zooming out to the whole day`, { deltaY: 12, ctrlKey: true });
  await frames(`${layout}: zooming in from the whole day`, { deltaY: -12, ctrlKey: true });
}
await sayMemory('after all of that');
await lab.close();
rmSync(folder, { recursive: true });
