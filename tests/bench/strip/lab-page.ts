/** The built lab in a real browser, and what its processes take of the machine. */

import { readFileSync } from 'node:fs';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from '../../../scripts/find-chromium.mjs';

/** Two checkouts on one machine give each run a port of its own. */
const PORT = Number(process.env.LAB_TEST_PORT ?? 4391);

export const header = (page: Page) => page.getByRole('banner');

export class LabBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly system: CDPSession,
    private readonly closeServer: () => Promise<unknown>,
  ) {}

  /** Serves the `dist` of the folder it runs in. */
  static async start(): Promise<LabBrowser> {
    const server = await preview({ preview: { port: PORT, strictPort: true } });
    const executablePath = findChromium();
    const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
    return new LabBrowser(browser, await browser.newBrowserCDPSession(), () => server.close());
  }

  /** A new page with the built-in cohort, come to rest. */
  async openLab(): Promise<Page> {
    const page = await this.browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`http://localhost:${PORT}/?backend=cpu`);
    await header(page).getByText('24 patients').waitFor();
    await page.getByText('plain JavaScript').first().waitFor();
    await this.settled(page);
    return page;
  }

  /** Seconds of a core that the page, its workers and the process that paints have taken: whatever else the machine does. */
  async cpuSeconds(): Promise<number> {
    const { processInfo } = await this.system.send('SystemInfo.getProcessInfo');
    const counted = processInfo.filter(({ type }) => type === 'renderer' || type === 'GPU');
    return counted.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  }

  /**
   * Megabytes that the process of the page and its workers has held at most, the memory that threads share included; NaN where
   * the system does not tell (`/proc` is Linux's).
   */
  async peakMegabytes(): Promise<number> {
    const { processInfo } = await this.system.send('SystemInfo.getProcessInfo');
    return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOf(id)));
  }

  /** Until the page and its workers have nothing left to do. */
  async settled(page: Page): Promise<void> {
    let before = Number.NEGATIVE_INFINITY;
    for (let now = await this.cpuSeconds(); now - before > 0.15; now = await this.cpuSeconds()) {
      before = now;
      await page.waitForTimeout(1000);
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.closeServer();
  }
}

function peakOf(processId: number): number {
  try {
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1e3;
  } catch {
    return Number.NaN;
  }
}

/** Megabytes after a collection: the page's heap, and page and workers with all arrays. */
export async function heapMegabytes(page: Page): Promise<{ readonly page: number; readonly all: number }> {
  const debug = await page.context().newCDPSession(page);
  await debug.send('Performance.enable');
  await debug.send('HeapProfiler.collectGarbage');
  const { metrics } = await debug.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
  const all = await page.evaluate(async () => {
    const measuring = performance as unknown as { measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }> };
    return (await measuring.measureUserAgentSpecificMemory?.())?.bytes ?? Number.NaN;
  });
  await debug.detach();
  return { page: heap / 1e6, all: all / 1e6 };
}
