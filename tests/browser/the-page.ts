import type { Locator, Page } from '@playwright/test';
import { expect } from './lab-test';

/** The lab as a person finds it: what to press and where to look, by the names that they read. */
export class LabPage {
  constructor(readonly page: Page) {}

  /** `query` such as `?backend=wasm`. Waits until all 24 virtual patients are there. */
  async open(query = ''): Promise<void> {
    await this.page.goto(`/${query}`);
    await expect(this.header).toContainText('24 patients');
    await expect(this.trainButton).toBeEnabled();
  }

  get header(): Locator {
    return this.page.getByRole('banner');
  }

  get trainButton(): Locator {
    return this.header.getByRole('button', { name: 'Train', exact: true });
  }

  get cancelButton(): Locator {
    return this.header.getByRole('button', { name: /^Cancel/ });
  }

  get results(): Locator {
    return this.page.getByRole('region', { name: 'Results', exact: true });
  }

  get problems(): Locator {
    return this.page.getByRole('alert').getByRole('listitem');
  }

  room(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Pipeline' }).getByRole('button', { name: new RegExp(name) });
  }

  /** What the engine's chip unfolds to. */
  async engine(): Promise<string> {
    const chip = this.header.locator('summary').first();
    await expect(chip).toHaveText(/WebGPU|WASM|WebGL|JavaScript/, { timeout: 120_000 });
    await chip.click();
    const details = this.header.getByRole('group').first();
    await expect(details).toContainText('Training runs on');
    const text = (await details.textContent()) ?? '';
    await chip.click();
    return text;
  }

  async setEpochs(epochs: number): Promise<void> {
    const summary = this.page.getByRole('region', { name: 'Train' }).locator('summary', { hasText: 'Settings' });
    await summary.click();
    const field = this.page.getByRole('region', { name: 'Train' }).getByLabel('Epochs', { exact: true });
    await field.fill(String(epochs));
    await field.press('Enter');
    await summary.click();
    await expect(summary).toContainText(new RegExp(`${epochs} epochs?`));
  }

  /** Chooses what races: `Early`, `Late`, `Time only`, ... */
  async chooseStrategies(chosen: readonly string[]): Promise<void> {
    const fusion = this.page.getByRole('region', { name: 'Fusion' });
    for (const name of ['Early', 'Intermediate', 'Late']) {
      await fusion.getByRole('checkbox', { name, exact: true }).setChecked(chosen.includes(name));
    }
    for (const name of ['Time', 'Frequency', 'Spectrogram', 'Rhythm']) {
      await this.page
        .getByRole('checkbox', { name: `${name} alone as a baseline` })
        .setChecked(chosen.includes(`${name} only`));
    }
  }

  async train(): Promise<void> {
    await this.trainButton.click();
    await this.trained();
  }

  async trained(): Promise<void> {
    await expect(this.trainButton).toBeVisible({ timeout: 170_000 });
    await expect(this.room('Train')).toContainText('finished');
  }

  /** The cells of each row of the results, by strategy. */
  async rows(): Promise<Record<string, string[]>> {
    const rows = await this.page.getByRole('region', { name: 'Results table' }).locator('tbody tr').all();
    const cells = await Promise.all(rows.map((row) => row.locator('th, td').allTextContents()));
    return Object.fromEntries(cells.map(([name = '', ...rest]) => [name.trim(), rest.map((text) => text.trim())]));
  }
}
