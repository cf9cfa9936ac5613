import type { Page } from '@playwright/test';
import { expect, test } from './lab-test';
import { waitUntilOfflineReady } from './service-worker';
import { startStaticHost } from './static-host';
import { LabPage } from './the-page';

const isIsolated = (page: Page): Promise<boolean> => page.evaluate(() => crossOriginIsolated);
/** What the page had before it was loaded anew is gone after it. */
const mark = (page: Page): Promise<void> => page.evaluate(() => void Object.assign(window, { isStillHere: true }));
const isMarked = (page: Page): Promise<boolean> => page.evaluate(() => 'isStillHere' in window);

test('on a host without headers the second visit has threads, with the network cut too, and the first is never reloaded', async ({
  page,
  context,
  ownOrigins,
}) => {
  const host = await startStaticHost('/');
  ownOrigins.add(host.origin);
  const lab = new LabPage(page);
  const visit = async (): Promise<void> => {
    await page.goto(`${host.origin}/?backend=wasm`);
    await expect(lab.header).toContainText('24 patients');
  };
  await visit();
  await mark(page);
  await lab.chooseStrategies(['Rhythm only']);
  await lab.setEpochs(1);
  await lab.train();
  await waitUntilOfflineReady(page);
  expect(await isIsolated(page)).toBe(false);
  expect(await lab.engine()).toContain('WASM · 1 thread');
  // Its workers come from the service worker by now, and a page that is not isolated may have them.
  await lab.train();
  expect(await isMarked(page)).toBe(true);

  await visit();
  expect(await isIsolated(page)).toBe(true);
  expect(await lab.engine()).toMatch(/WASM · [2-9] threads/);

  host.close();
  await context.setOffline(true);
  await page.reload();
  await expect(lab.header).toContainText('24 patients');
  expect(await isIsolated(page)).toBe(true);
  await mark(page);
  await lab.chooseStrategies(['Rhythm only']);
  await lab.setEpochs(1);
  await lab.train();
  expect(Object.keys(await lab.rows())).toEqual(['Rhythm only']);
  expect(await isMarked(page)).toBe(true);
});
