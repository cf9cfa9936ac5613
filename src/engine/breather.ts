/** How long a worker may compute before it lets messages in, so that a cancel is heard. */
const BREATH_MILLISECONDS = 50;

/**
 * A function to await between steps. When the last breath was long ago it first awaits `settle` (work that the device
 * still owes), then yields to the event loop, and returns true. Never waits on animation frames or timers: browsers slow
 * both in a hidden tab.
 */
export function createBreather(): (settle?: () => Promise<unknown>) => Promise<boolean> {
  let last = performance.now();
  return async (settle) => {
    if (performance.now() - last < BREATH_MILLISECONDS) return false;
    await settle?.();
    await nextTask();
    last = performance.now();
    return true;
  };
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
