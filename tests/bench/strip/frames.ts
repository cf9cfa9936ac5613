/** The frames of one way to move through the strip. */

import type { CDPSession, Page } from '@playwright/test';
import type { LabBrowser } from './lab-page';

export interface Wheel {
  readonly deltaX?: number;
  readonly deltaY?: number;
  readonly ctrlKey?: boolean;
}

/** Longer than this a frame is seen to be late, at 60 a second: one was left out. */
const LATE_MILLISECONDS = 33.4;

/**
 * Turns the wheel once a frame, for as many frames, from inside the page: pressed from outside, a move would wait for
 * another program's turn, and frames without a move would be counted in. Returns a line of figures.
 */
export async function framesWhile(lab: LabBrowser, page: Page, wheels: number, wheel: Wheel): Promise<string> {
  const debug = await page.context().newCDPSession(page);
  await debug.send('Performance.enable', { timeDomain: 'threadTicks' });
  const threadBefore = await threadSeconds(debug);
  const cpuBefore = await lab.cpuSeconds();
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
  const cpu = (1000 * ((await lab.cpuSeconds()) - cpuBefore)) / all.length;
  const thread = (1000 * ((await threadSeconds(debug)) - threadBefore)) / all.length;
  await debug.detach();
  const sorted = all.sort((a, b) => a - b);
  const p95 = sorted[Math.floor(0.95 * sorted.length)] ?? Number.NaN;
  const late = sorted.filter((each) => each > LATE_MILLISECONDS).length;
  return (
    `${sorted.length} frames, p95 ${p95.toFixed(1)} ms, worst ${(sorted.at(-1) ?? Number.NaN).toFixed(1)} ms, ` +
    `${late} past 33 ms; a frame takes ${thread.toFixed(1)} ms of the page's thread, ${cpu.toFixed(1)} ms of all cores`
  );
}

/** Seconds that the page's own thread has worked: whatever else the machine does. */
async function threadSeconds(debug: CDPSession): Promise<number> {
  const { metrics } = await debug.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}
