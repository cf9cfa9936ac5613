import type { Worker } from '@playwright/test';
import { expect, test } from './lab-test';
import { LabPage } from './the-page';

/** What the worker notes of itself, for the test to find. */
interface Noting {
  contexts: WebGL2RenderingContext[];
}

/** Runs in the worker before tfjs asks for its context. */
function noteContexts(): void {
  const noting = self as unknown as Noting;
  noting.contexts = [];
  const original = OffscreenCanvas.prototype.getContext as unknown as (...request: unknown[]) => unknown;
  function getContext(this: OffscreenCanvas, ...request: unknown[]): unknown {
    const context = original.apply(this, request);
    if (context instanceof WebGL2RenderingContext) noting.contexts.push(context);
    return context;
  }
  Object.assign(OffscreenCanvas.prototype, { getContext });
}

test('a race outlives the loss of its WebGL context', async ({ page }) => {
  const noted: Promise<Worker>[] = [];
  page.on('worker', (worker) => {
    if (/training/.test(worker.url())) noted.push(worker.evaluate(noteContexts).then(() => worker));
  });
  const lab = new LabPage(page);
  await lab.open('?backend=webgl');
  // A test that takes "no WebGL" for success would prove nothing.
  expect(await lab.engine()).toContain('WebGL');
  await lab.chooseStrategies(['Rhythm only']);
  await lab.setEpochs(6);
  await lab.trainButton.click();
  const train = page.getByRole('region', { name: 'Train', exact: true });
  await expect(train.getByText(/^[2-5] of 6/)).toBeVisible({ timeout: 200_000 });

  const worker = await (noted.at(-1) as Promise<Worker>);
  const lost = await worker.evaluate(() => {
    const context = (self as unknown as Noting).contexts.at(-1);
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context?.isContextLost();
  });
  expect(lost).toBe(true);
  await expect(train.getByText(/training device was lost.*last epoch that was finished with WebGL/)).toHaveCount(1, {
    timeout: 60_000,
  });
  await lab.trained();
  expect(Object.keys(await lab.rows())).toEqual(['Rhythm only']);
});
