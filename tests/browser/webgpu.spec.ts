import { expect, test } from './lab-test';
import { LabPage } from './the-page';

test('trains on WebGPU, whose gradients agree with the reference', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('?backend=webgpu');
  // A test that takes "no WebGPU" for success would prove nothing: the adapter first.
  const adapter = await page.evaluate(async () => {
    const found = await navigator.gpu?.requestAdapter();
    return found ? `${found.info.vendor} ${found.info.architecture}` : null;
  });
  expect(adapter).not.toBeNull();
  const engine = await lab.engine();
  expect(engine).toContain('WebGPU');
  const worst = Number(/largest relative difference is (\S+)/.exec(engine)?.[1]);
  expect(worst).toBeLessThan(1e-4);

  await lab.chooseStrategies(['Early', 'Frequency only', 'Rhythm only']);
  await lab.setEpochs(2);
  await lab.train();
  const rows = await lab.rows();
  expect(Object.keys(rows).length).toBe(3);
  await expect(lab.results).toContainText('WebGPU');
});
