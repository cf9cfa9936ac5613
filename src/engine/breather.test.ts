import { afterEach, expect, it, vi } from 'vitest';
import { createBreather } from './breather';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('goes on in a hidden tab: no animation frame comes and timers fire once a second', async () => {
  const slow = setTimeout;
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal('setTimeout', (act: () => void, milliseconds = 0) => slow(act, Math.max(1000, milliseconds)));
  const breathe = createBreather();
  const started = performance.now();
  let breaths = 0;
  while (breaths < 10) {
    if (await breathe()) breaths += 1;
  }
  // Ten breaths are due after half a second of work; with timers they would take ten seconds.
  expect(performance.now() - started).toBeLessThan(5000);
});

it('lets other tasks in when it breathes', async () => {
  const breathe = createBreather();
  let heard = false;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    heard = true;
    port1.close();
  };
  port2.postMessage('cancel');
  while (!(await breathe()));
  await breathe();
  expect(heard).toBe(true);
});
