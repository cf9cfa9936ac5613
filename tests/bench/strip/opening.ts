/** How long a person waits for a recording of a day, and for the card of one of its beats. */

import type { Page } from '@playwright/test';
import { header, type LabBrowser } from './lab-page';

export interface Opening {
  /** Seconds from choosing the files to the frame in which the strip shows the day. */
  readonly drawn: number;
  /** Until all of it was read, R peaks that had to be found included. */
  readonly whole: number;
  /** Until the first beat is seen in its card. */
  readonly card: number;
  /** Seconds of a core until the first of them. */
  readonly cpu: number;
}

type Watch = Record<'drawn' | 'whole' | 'card', number>;

/** A new page that has opened the day. */
export async function openDay(
  lab: LabBrowser,
  files: readonly string[],
): Promise<{ readonly page: Page; readonly opening: Opening }> {
  const page = await lab.openLab();
  const chooser = page.waitForEvent('filechooser');
  await header(page).getByRole('button', { name: 'Open files' }).click();
  const chosen = await chooser;
  await page.evaluate(() => {
    const watch = {
      drawn: 0,
      whole: 0,
      card: 0,
      isCohortGone: false,
      started: performance.now(),
      look(now: number): void {
        const seconds = (now - watch.started) / 1000;
        const paper = document.querySelector('#strip-paper');
        if (/^ECG of day/.test(paper?.getAttribute('aria-label') ?? '')) watch.drawn ||= seconds;
        if (/Your files/.test(document.querySelector('header')?.textContent ?? '')) watch.whole ||= seconds;
        const picture = document.querySelector('article[data-modality="time"] [role=img]');
        if (!picture) watch.isCohortGone = true;
        else if (watch.isCohortGone && watch.drawn > 0) watch.card = seconds;
        if (watch.card === 0 || watch.whole === 0) requestAnimationFrame(watch.look);
      },
    };
    Object.assign(window, { watch });
    requestAnimationFrame(watch.look);
  });
  const watched = (what: keyof Watch): Promise<unknown> =>
    page.waitForFunction((key) => (window as unknown as { watch: Watch }).watch[key] > 0, what, { timeout: 300_000 });
  const before = await lab.cpuSeconds();
  await chosen.setFiles(files);
  await watched('drawn');
  const cpu = (await lab.cpuSeconds()) - before;
  await watched('whole');
  await watched('card');
  const { drawn, whole, card } = await page.evaluate(() => (window as unknown as { watch: Watch }).watch);
  return { page, opening: { drawn, whole, card, cpu } };
}

/** Milliseconds from a tap on a beat in the middle of the paper to the changed picture of its card. */
export async function tapToCard(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const paper = document.querySelector('#strip-paper') as HTMLElement;
        const card = document.querySelector('article[data-modality="time"]') as HTMLElement;
        const { left, top, width, height } = paper.getBoundingClientRect();
        const place = { clientX: left + width / 2, clientY: top + height / 2 };
        const event = { ...place, button: 0, pointerId: 1, bubbles: true, isPrimary: true, pointerType: 'pen' };
        paper.setPointerCapture = () => undefined;
        const started = performance.now();
        const observer = new MutationObserver((records) => {
          const elements = records.map(({ target }) => (target instanceof Element ? target : target.parentElement));
          if (!elements.some((element) => element?.closest('svg'))) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)));
        });
        observer.observe(card, { subtree: true, childList: true, attributes: true, characterData: true });
        paper.dispatchEvent(new PointerEvent('pointerdown', event));
        paper.dispatchEvent(new PointerEvent('pointerup', event));
      }),
  );
}
